public import Notation

/// Where a state finds the events of single referrals, where it was not given all of them.
///
/// What it is asked for twice it reads twice. All it finds is in the order of ids.
public struct EventSource: Sendable {
    /// The events of one referral.
    let events: @Sendable (ReferralID) -> [Event]
    /// The names of referrals, from one to another, of which there are events.
    let names: @Sendable (ClosedRange<ReferralID>) -> [ReferralID]
    /// The referrals of which an event may name a person; perhaps some more.
    let referrals: @Sendable (_ mentioning: Verbatim) -> [ReferralID]
    /// The referrals of which an event may have an id that ends with the same six characters as one;
    /// `nil` where only a look at all can tell.
    let ending: (@Sendable (ULID) -> [ReferralID])?
    /// The events about no one referral.
    let general: @Sendable () -> [Event]
    /// The referrals that somebody submitted, in the order of submission, where that is known
    /// without reading all.
    let submitted: (@Sendable () -> [ReferralID])?
    /// The referrals that it knows to be plain; `nil` where it knows of none.
    let plain: Plain?

    /// Where referrals are found without events, as far as they are plain.
    public struct Plain: Sendable {
        /// Whether a referral is known to be plain.
        let has: @Sendable (ReferralID) -> Bool
        /// The referral, if it is known to be plain, given which pseudonyms are one person.
        let referral: @Sendable (ReferralID, PersonClasses) -> PlainReferral?
    }

    /// Joins the ways of asking.
    public init(
        events: @escaping @Sendable (ReferralID) -> [Event],
        names: @escaping @Sendable (ClosedRange<ReferralID>) -> [ReferralID],
        referrals: @escaping @Sendable (_ mentioning: Verbatim) -> [ReferralID],
        ending: (@Sendable (ULID) -> [ReferralID])? = nil,
        general: @escaping @Sendable () -> [Event],
        submitted: (@Sendable () -> [ReferralID])? = nil,
        plain: Plain? = nil
    ) {
        self.events = events
        self.names = names
        self.referrals = referrals
        self.ending = ending
        self.general = general
        self.submitted = submitted
        self.plain = plain
    }

    /// What this source has, and then what another has, whose ids are after all of these.
    public func followed(by other: EventSource) -> EventSource {
        let (one, two) = (ending, other.ending)
        var both: (@Sendable (ULID) -> [ReferralID])?
        if let one, let two { both = { one($0) + two($0) } }
        return EventSource(
            events: { [events] in events($0) + other.events($0) },
            names: { [names] in names($0) + other.names($0) },
            referrals: { [referrals] in referrals($0) + other.referrals($0) },
            ending: both,
            general: { [general] in general() + other.general() }
        )
    }
}
