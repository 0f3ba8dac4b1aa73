import Foundation
import Notation

/// The rules of time zones, from the system's data by way of Foundation.
enum TimeZones {
    /// A zone by its IANA name; `nil` where the system does not know it.
    static func rules(_ identifier: String) -> TimeZoneRules? {
        if identifier == "UTC" { return .utc }
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        return TimeZoneRules(identifier: identifier) { instant in
            zone.secondsFromGMT(
                for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
            )
        }
    }
}
