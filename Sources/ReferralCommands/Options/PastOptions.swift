internal import ArgumentParser
import EventLog
import Notation
import ReferralModel

/// What commands take that can look back.
struct PastOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "As it stood then, by what is known now: a time or the end of a day.",
            valueName: "time"
        )
    )
    var asOf: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "By what was known then: heads, as a report prints them, or a time.",
            valueName: "heads"
        )
    )
    var knownAt: String?

    /// The instant that figures are as of; the clock's reading where none is given.
    func instant(_ dates: DateReader) throws(Failure) -> Instant {
        guard let asOf else { return dates.now }
        return try Self.instant(asOf, "--as-of", dates)
    }

    /// What is taken as known.
    func known(_ dates: DateReader) throws(Failure) -> Known {
        guard let knownAt else { return .all }
        let words = knownAt.split(separator: ",").map(String.init)
        let heads = words.compactMap { Digest($0) }
        if !heads.isEmpty, heads.count == words.count { return .behind(heads) }
        guard let point = dates.read(knownAt) else {
            throw Failure(
                .usage,
                "--known-at cannot be read: give whole hashes with commas between, or a time such as "
                    + "2026-03-01 or -7d"
            )
        }
        return .recorded(by: dates.end(of: point))
    }

    /// A referral as it stands, or as it stood at the instant that was asked for.
    func standing(_ referral: Referral, in open: OpenLedger) -> Referral {
        asOf == nil ? referral : referral.asOf(open.now, in: open.zone)
    }

    private static func instant(
        _ typed: String,
        _ option: String,
        _ dates: DateReader
    ) throws(Failure) -> Instant {
        guard let point = dates.read(typed) else {
            throw Failure(
                .usage,
                "\(option) cannot be read: give 2026-03-01, 2026-03-01T09:30:00Z, yesterday or -7d"
            )
        }
        return dates.end(of: point)
    }
}
