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
