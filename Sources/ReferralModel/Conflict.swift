public import Notation

/// Something that one clone said and that does not hold, kept until somebody has looked at it.
public struct Conflict: Sendable {
    /// Why it does not hold.
    public enum Kind: Sendable {
        /// A step off the path; it has no effect.
        case offPath
        /// An undoing that was passed over, since others had gone on.
        case undoing
        /// Somebody was told what is not so.
        case telling
        /// It repeats a referral that is voided, or one that repeats it.
        case duplicate
    }

    /// The event.
    public let event: ULID
    /// Why it does not hold.
    public let kind: Kind
    /// Whether it only follows from another conflict, and is not counted.
    public let follows: Bool
}
