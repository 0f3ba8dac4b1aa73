/// In what part somebody acts.
public enum Role: String, Sendable, CaseIterable {
    /// Whoever made the referral.
    case referrer
    /// Whoever runs the programme.
    case coordinator
    /// Whoever was asked to help.
    case provider
    /// The person or lead that was referred.
    case subject
    /// A job that runs by itself.
    case system
}
