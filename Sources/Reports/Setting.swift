public import Notation
public import ReferralModel

/// What a view needs to know beside the referrals.
public struct Setting: Sendable {
    /// The programme of today.
    public let programme: Programme
    /// The time zone of its days.
    public let zone: TimeZoneRules
    /// The reading of the clock.
    public let now: Instant
    /// How pseudonyms and sealed texts are shown.
    public let names: Names

    /// Joins the four.
    public init(programme: Programme, zone: TimeZoneRules, now: Instant, names: Names) {
        self.programme = programme
        self.zone = zone
        self.now = now
        self.names = names
    }

    /// A moment as people read it: a day, or a day with a time.
    func reading(_ moment: Moment) -> String {
        let text = zone.reading(of: moment.instant)
        return moment.precision == .day ? String(text.prefix(10)) : text
    }
}
