import Notation

/// Somebody was told of a closing.
struct Telling: Sendable {
    /// The event that tells: of a message, its first `sent` after the last `bounced`.
    let position: Int
    /// When.
    let moment: Moment
    /// Who was told.
    let recipient: Verbatim
    /// The event that it tells of, as it names it.
    let subject: Int
    /// The step of that event, where it means the step.
    let step: Int?
    /// By what means, where a message tells it.
    let via: Verbatim?
    /// Whether the referrer says so.
    let isAcknowledgement: Bool
}
