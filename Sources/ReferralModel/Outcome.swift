public import Notation

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
