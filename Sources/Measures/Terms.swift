import Notation
import ReferralModel

/// What members are judged by, the same for all of a report.
struct Terms: Sendable {
    /// Whether what is open at its horizon fails.
    let openFails: Bool
    /// The time zone of days.
    let zone: TimeZoneRules
    /// Which pseudonyms are one person.
    let people: PersonClasses

    /// A judgement under the follow-up: where its horizon is one day for all, what is open fails.
    func following(_ judgement: Judgement) -> Judgement {
        guard openFails, judgement.line == .open else { return judgement }
        return Judgement(.below, judgement.why)
    }

    /// Milliseconds between two moments; `nil` where they are out of order or not exact enough.
    ///
    /// A duration is never clamped: what cannot be true is left out.
    func elapsed(from start: Moment, to end: Moment) -> Int64? {
        guard let elapsed = start.elapsed(to: end, in: zone), elapsed >= 0 else { return nil }
        return elapsed
    }

    func age(of need: Need) -> Int64? {
        need.submission.elapsed(to: Moment(need.asOf), in: zone)
    }
}
