public import Notation
import ReferralModel

/// How long each need of a cohort is followed before it counts.
public enum FollowUp: Sendable, Equatable {
    /// So long after its submission; days are local days, and the last of them counts whole.
    case length(CivilDuration)
    /// To the end of a day, one for all; what is open then fails.
    case day(CalendarDate)

    /// Reads `60d`, `12h` or `2026-03-31`; `nil` for anything else, minutes among it: people mean a month
    /// by `m`.
    public init?(_ text: String) {
        if let date = CalendarDate(text) {
            self = .day(date)
        } else if let length = CivilDuration(text), [.hours, .days, .weeks].contains(length.unit) {
            self = .length(length)
        } else {
            return nil
        }
    }

    /// Until when a need is followed that was submitted at a moment.
    func horizon(after submission: Moment, in zone: TimeZoneRules) -> Instant {
        switch self {
        case .day(let date): return zone.end(of: date)
        case .length(let length):
            let milliseconds = length.milliseconds ?? 0
            guard length.unit == .days || length.unit == .weeks else {
                return submission.instant.advanced(by: milliseconds)
            }
            let days = Int(milliseconds / 86_400_000)
            return zone.end(of: zone.date(of: submission.instant).advanced(by: days))
        }
    }
}
