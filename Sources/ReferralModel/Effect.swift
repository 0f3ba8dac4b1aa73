/// What a move means for the attempt.
public enum Effect: String, Sendable, CaseIterable {
    /// The provider took it on.
    case accepted
    /// The provider said no.
    case declined
    /// Nobody answered in time.
    case expired
    /// It was taken back.
    case withdrawn
    /// The provider tried and could not.
    case failed
    /// Nothing.
    case none
}
