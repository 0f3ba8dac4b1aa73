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
