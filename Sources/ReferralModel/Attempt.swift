public import Notation

/// One attempt to meet a need: a provider was asked.
public struct Attempt: Sendable {
    /// What the provider said first.
    public struct Answer: Sendable {
        /// When.
        public let moment: Moment
        /// Whether it was yes.
        public let accepted: Bool
        /// Whether only a successful closing says so, no word of the provider.
        public let implied: Bool
    }

    /// How the attempt ended.
    public struct End: Sendable {
        /// When.
        public let moment: Moment
        /// In what way; `nil` where the closing of the need ended it.
        public let effect: Effect?
    }

    /// Who was asked.
    public let provider: Verbatim
    /// When.
    public let routed: Moment
    /// When the answer was due, where the programme says.
    public let respondBy: Instant?
    /// The first answer, or `nil` while there is none.
    public internal(set) var answer: Answer?
    /// The first yes, be it after a no, or `nil` while there is none.
    public internal(set) var acceptance: Answer?
    /// The end, or `nil` while the attempt is live.
    public internal(set) var end: End?

    /// Whether the attempt goes on.
    public var isLive: Bool { end == nil }

    init(provider: Verbatim, routed: Moment, respondBy: Instant?) {
        self.provider = provider
        self.routed = routed
        self.respondBy = respondBy
    }
}
