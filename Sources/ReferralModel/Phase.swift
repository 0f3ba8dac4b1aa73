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

/// What kind of end an outcome is.
public enum OutcomeClass: String, Sendable, CaseIterable {
    /// Pursued, and what was wanted came about.
    case success
    /// Pursued, and part of it came about.
    case partial
    /// Pursued, and it did not come about.
    case failure
    /// Ended without service.
    case unserved
    /// Withdrawn, deceased, a duplicate: no verdict on anybody.
    case neutral

    /// Whether what became of the person or lead is known with it.
    public var isKnown: Bool { self == .success || self == .partial || self == .failure }
}
