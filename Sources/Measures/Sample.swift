import Notation
import ReferralModel

/// What one group's figures are counted from.
public struct Sample: Sendable {
    /// The needs submitted in the window, as they stood at their horizon.
    public internal(set) var needs: [Member] = []
    /// The attempts of needs submitted in the window.
    public internal(set) var attempts: [Member] = []
    /// The needs submitted in the window that are too young for the follow-up.
    public internal(set) var immature: [Member] = []
    /// The attempts of these.
    public internal(set) var immatureAttempts: [Member] = []
    /// The needs open at the instant, whenever submitted.
    public internal(set) var stock: [Member] = []
    /// Whether what is open at its horizon fails.
    let openFails: Bool
    /// The time zone of days.
    let zone: TimeZoneRules
    /// Which pseudonyms are one person.
    let people: PersonClasses
}
