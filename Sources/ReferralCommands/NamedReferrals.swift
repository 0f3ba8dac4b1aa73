import Project
import ReferralModel
import Reports

/// What `referral status REF…` shows: one referral in full, several as a table.
struct NamedReferrals {
    /// The referrals as they were typed.
    let words: [String]
    /// When it is to be looked at from; now where nothing is said.
    let past: PastOptions?
    /// Whether names are shown in forms for machines too.
    let names: Bool
    let settings: any LedgerSettings

    func show(_ invocation: Invocation) throws -> ExitStatus {
        var open = try OpenLedger(settings, invocation, past: past, reading: .some)
        let setting = open.setting(names: try open.names(names))
        var chosen: [Referral] = []
        for typed in words {
            guard let referral = open.ledger.referral(try open.find(typed)),
                !chosen.contains(where: { $0.id == referral.id })
            else { continue }
            let then = past?.standing(referral, in: open) ?? referral
            guard then.course.submission != nil || past?.asOf == nil else {
                throw Failure(
                    .notFound,
                    "\(referral.id) was not submitted by then: give a later --as-of"
                )
            }
            chosen.append(then)
        }
        guard chosen.count == 1 else {
            var ledger = open.ledger
            let list = StatusList.document(setting) { row in
                for referral in chosen { try row(.init(referral, in: &ledger, setting)) }
            }
            try open.show(list, invocation)
            return .done
        }
        let raw = open.raw(of: [chosen[0].id])
        let page = StatusPage.document(
            chosen[0],
            in: &open.ledger,
            setting,
            asOf: past?.asOf == nil ? nil : open.now,
            raw: raw
        )
        try open.show(page, invocation)
        return .done
    }
}
