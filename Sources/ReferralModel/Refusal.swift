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
    /// The programme does not have the stage any more; from there it may go to these.
    case stageIsGone(Verbatim, legal: [Verbatim])
    /// The programme does not have the stage any more from which the referral was closed.
    case formerStageIsGone(Verbatim)
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
    /// The referral has no outcome, so there is nothing to take up again.
    case isOpen
    /// The role may not correct a referral in this way.
    case notTheirs(role: Role, correction: EventType)
    /// Events of this type are not taken back.
    case notUndoable(EventType)
    /// It is the only submission of its referral.
    case onlySubmission
    /// These events, the last first, were built on it.
    case builtOn([ULID])
    /// Events of this type are not corrected.
    case notAmendable(EventType)
    /// No correction changes this key.
    case fixedKey(Verbatim)
    /// Events of this type do not have such a key.
    case unknownKey(Verbatim, type: EventType, known: [String])
    /// An event of this type needs the key, with a value of its kind.
    case lacks(key: String, type: EventType)
    /// A correction gives an outcome that needs a key, without it.
    case needsToo(key: String, for: Verbatim)
    /// A correction takes a key away that a stage or outcome needs.
    case keeps(key: String, Verbatim)
    /// Another outcome of the same class may stand in its place, none of another.
    case otherClass(Verbatim, class: OutcomeClass, known: [Verbatim])
    /// What ends so does not repeat another referral; what ends in one of these may.
    case isNoRepetition(Verbatim, known: [Verbatim])
    /// The event was taken back, so that there is nothing to correct.
    case takenBack
    /// The event is in no conflict.
    case noConflict(ULID)
    /// The score is not on the scale.
    case offScale(score: Int, low: Int, high: Int)
    /// The number should be one or more.
    case belowOne(key: String)
    /// The amount's sign does not go with what it is.
    case wrongSign(kind: Verbatim)
}
