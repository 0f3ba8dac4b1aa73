public import Notation

/// A stage of a programme.
public struct Stage: Sendable {
    /// Its name, as it stands in events.
    public let name: Verbatim
    /// What people see instead of the name.
    public let label: String?
    /// The phase that it belongs to.
    public let phase: Phase
    /// On whom a referral in it waits.
    public let waitingOn: Role
    /// What entering it means for the attempt.
    public let effect: Effect?
    /// Names that it had before.
    public let formerly: [Verbatim]
}

/// An outcome of a programme.
public struct Outcome: Sendable {
    /// Its name, as it stands in events.
    public let name: Verbatim
    /// What people see instead of the name.
    public let label: String?
    /// What kind of end it is.
    public let outcomeClass: OutcomeClass
    /// The keys that a closing with it must have.
    public let needs: [String]
    /// Whether the closing is itself the word to the referrer.
    public let tells: Bool
    /// Names that it had before.
    public let formerly: [Verbatim]
}

/// A way from some stages to some others or to outcomes.
public struct Transition: Sendable {
    /// Where it begins.
    public enum Origin: Sendable {
        /// In every stage, also one that the programme does not name any more.
        case any
        /// In these.
        case stages([Verbatim])
    }

    /// Where it begins.
    public let from: Origin
    /// The stages and outcomes that it leads to.
    public let to: [Verbatim]
    /// Whose turn it is.
    public let by: [Role]
    /// The keys that the event must have.
    public let needs: [String]
    /// The line of the file that says so.
    public let line: Int
}
