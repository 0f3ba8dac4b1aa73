public import Notation

/// What a check that does not refuse comes to.
public enum Proposal: Sendable {
    /// An event to append.
    case new(Payload)
    /// Nothing to append: this event says it already.
    case holds(ULID)
}
