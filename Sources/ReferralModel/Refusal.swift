public import Notation

/// Why the lifecycle forbids an event.
public enum Refusal: Error, Equatable, Sendable {
    /// The programme has no such stage.
    case unknownStage(Verbatim, known: [Verbatim])
    /// The programme has no such outcome.
    case unknownOutcome(Verbatim, known: [Verbatim])
    /// The programme has no such priority.
    case unknownPriority(Verbatim, known: [Verbatim])
    /// The programme has reasons for this stage or outcome, and this is none of them.
    case unknownReason(Verbatim, for: Verbatim, known: [Verbatim])
    /// The format has no such word under a key.
    case unknownWord(Verbatim, key: String, known: [Verbatim])
    /// A stage was named that is an outcome.
    case isOutcome(Verbatim)
    /// An outcome was named that is a stage.
    case isStage(Verbatim)
    /// The stage is the one that routing enters.
    case isRouting(Verbatim)
    /// No transition leads there; these do lead somewhere.
    case illegal(from: Verbatim, to: Verbatim, legal: [Verbatim])
    /// The stage or outcome needs a key that is not given.
    case missing(key: String, for: Verbatim)
    /// The role may not do this; these may.
    case notPermitted(role: Role, to: Verbatim, permitted: [Role])
    /// The referral is closed.
    case closed(outcome: Verbatim)
    /// The referral is not closed, so there is no closing to tell of.
    case notClosed
    /// The referral was entered in error.
    case voided
}
