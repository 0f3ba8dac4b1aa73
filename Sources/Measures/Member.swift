public import ReferralModel

/// One member of what a figure is counted from: a need, or one attempt to meet it.
public struct Member: Sendable {
    /// The need.
    public let need: Need
    /// The attempt, where attempts are counted.
    public let attempt: Attempt?
}
