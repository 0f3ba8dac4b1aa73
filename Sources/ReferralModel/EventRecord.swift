/// What a line of the log turned out to be.
public enum EventRecord: Sendable {
    /// An event of a type that this program knows.
    case event(Event)
    /// An event of a type that it does not know: kept, counted, without effect.
    case unknown(type: String, ref: ReferralID?)
    /// An event of a known type that lacks what its type must have: without effect.
    case unreadable(type: EventType, ref: ReferralID?, problem: String)
}
