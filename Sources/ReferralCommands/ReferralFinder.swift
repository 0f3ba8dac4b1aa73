import Notation
import ReferralModel

/// Finds referrals by what people type: a whole name, or the beginning of one.
struct ReferralFinder {
    private let ledger: Ledger

    init(_ ledger: Ledger) { self.ledger = ledger }

    /// The one referral that begins so, in either case, with or without `R-`.
    func find(_ typed: String) throws(Failure) -> ReferralID {
        let bare =
            typed.lowercased().hasPrefix("r-") ? String(typed.dropFirst(2)) : typed
        guard let prefix = CrockfordBase32.canonical(bare), !prefix.isEmpty,
            let names = ReferralID.names(beginning: prefix)
        else {
            throw Failure(
                .notFound,
                "that is no name of a referral: it looks like R-7K3F2QX9AB, see referral status"
            )
        }
        guard prefix.utf8.count >= 3 else {
            throw Failure(.notFound, "\(typed) is too short a name: give three characters or more")
        }
        let found = ledger.names(names).filter { ledger.isHere($0) }
        guard let first = found.first else {
            throw .noReferral(typed)
        }
        guard found.count == 1 else {
            let shown = found.prefix(5).map(\.description).joined(separator: ", ")
            let more = found.count > 5 ? " and \(found.count - 5) more" : ""
            throw Failure(
                .notFound,
                "\(typed) could be \(shown)\(more): give more of the name"
            )
        }
        return first
    }
}
