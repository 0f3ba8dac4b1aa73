/// Something recorded that cannot be true; it is kept, and leaves only the figure that it spoils.
public enum Anomaly: String, Sendable, CaseIterable {
    /// The first attempt began before the submission.
    case routedBeforeSubmitted = "routed-before-submitted"
    /// A provider answered before being asked.
    case answeredBeforeRouted = "answered-before-routed"
    /// A provider accepted before the submission.
    case acceptedBeforeSubmitted = "accepted-before-submitted"
    /// The closing is before the submission.
    case closedBeforeSubmitted = "closed-before-submitted"
    /// The referrer was told before the closing.
    case toldBeforeClosed = "told-before-closed"
    /// It repeats a referral that is not here.
    case duplicateOfNothing = "duplicate-of-nothing"
    /// It follows a referral that is not here.
    case followsNothing = "follows-nothing"
    /// It serves a part of a referral that is not here.
    case parentNothing = "parent-nothing"
    /// What it is a part of leads back to it, by parents and repetitions.
    case parentCycle = "parent-cycle"
    /// An amendment names a key that it may not change.
    case amendmentIgnored = "amendment-ignored"

    /// What it means, as a sentence without its end.
    public var meaning: String {
        switch self {
        case .routedBeforeSubmitted: "routed before it was submitted"
        case .answeredBeforeRouted: "answered before it was routed"
        case .acceptedBeforeSubmitted: "accepted before it was submitted"
        case .closedBeforeSubmitted: "closed before it was submitted"
        case .toldBeforeClosed: "the referrer was told before it was closed"
        case .duplicateOfNothing: "a duplicate of a referral that is not here"
        case .followsNothing: "follows a referral that is not here"
        case .parentNothing: "a part of a referral that is not here"
        case .parentCycle: "a part of what is a part of it, or repeats it"
        case .amendmentIgnored: "an amendment names a key that it may not change"
        }
    }
}
