/// The phases that every programme's stages belong to, so that figures mean the same everywhere.
public enum Phase: String, Sendable, CaseIterable {
    /// Submitted, or back after an attempt that failed: nobody is being asked.
    case new
    /// A provider has been asked and has not answered.
    case assigned
    /// Accepted: the provider is working on it.
    case active
    /// Paused.
    case held
    /// An outcome is recorded.
    case closed

    /// Whether an attempt is under way.
    public var isLive: Bool { self == .assigned || self == .active || self == .held }

    /// On whom a referral in this phase waits where its stage does not say.
    public var waitingOn: Role {
        switch self {
        case .new, .closed: .coordinator
        case .assigned, .active: .provider
        case .held: .subject
        }
    }
}
