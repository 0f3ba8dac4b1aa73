import Foundation
import Notation

/// The rules of time zones, from the system's data by way of Foundation.
enum TimeZones {
    /// A zone by its IANA name; `nil` where the system does not know it.
    static func rules(_ identifier: String) -> TimeZoneRules? {
        if identifier == "UTC" { return .utc }
        // What Foundation takes for a name may end before the text does.
        guard !identifier.utf8.contains(0), let zone = TimeZone(identifier: identifier) else {
            return nil
        }
        return TimeZoneRules(identifier: identifier) { instant in
            zone.secondsFromGMT(
                for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
            )
        }
    }
}
