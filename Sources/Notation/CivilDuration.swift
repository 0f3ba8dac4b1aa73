/// A length of time as people write it: `45s`, `10m`, `4h`, `30d`, `2w`, `3bh`, `2bd`.
public struct CivilDuration: Hashable, Sendable, CustomStringConvertible {
    /// What is counted.
    public enum Unit: String, Sendable, CaseIterable {
        /// Elapsed seconds.
        case seconds = "s"
        /// Elapsed minutes.
        case minutes = "m"
        /// Elapsed hours.
        case hours = "h"
        /// Elapsed days of 24 hours.
        case days = "d"
        /// Elapsed weeks of 7 days.
        case weeks = "w"
        /// Working hours of a calendar.
        case businessHours = "bh"
        /// Working days of a calendar.
        case businessDays = "bd"
    }

    /// How many, never negative.
    public let count: Int
    /// Of what.
    public let unit: Unit

    /// Reads a count and a unit without a space; `nil` for anything else.
    public init?(_ text: String) {
        let digits = text.utf8.prefix { ASCII.digit($0) != nil }
        guard (1...9).contains(digits.count), let count = Int(String(digits) ?? ""),
            let unit = Unit(rawValue: String(text.utf8.dropFirst(digits.count)) ?? "")
        else { return nil }
        self.count = count
        self.unit = unit
    }

    /// The milliseconds, or `nil` for what only a calendar can tell.
    public var milliseconds: Int64? {
        let seconds: Int64? =
            switch unit {
            case .seconds: 1
            case .minutes: 60
            case .hours: 3600
            case .days: 86_400
            case .weeks: 604_800
            case .businessHours, .businessDays: nil
            }
        return seconds.map { $0 * Int64(count) * 1000 }
    }

    /// As it is written.
    public var description: String { String(count) + unit.rawValue }
}
