public import Notation

/// `moved`: the referral went to another stage, or to its own anew.
///
/// `{…,"type":"moved",…,"after":"01JQ…","was":"sent","stage":"declined","phase":"new",
/// "effect":"declined","reason":"no-capacity"}`
public struct Moved: Sendable, Equatable {
    /// The event that put the referral where the writer saw it.
    public var after: ULID
    /// The stage that it left.
    public var was: Verbatim
    /// The stage that it enters.
    public var stage: Verbatim
    /// The phase of that stage.
    public var phase: Phase
    /// What it means for the attempt.
    public var effect: Effect?
    /// Why: a code of the programme, or text, which is kept sealed.
    public var reason: Verbatim?
    /// A note; kept sealed.
    public var note: Verbatim?
    /// The time of an appointment, as given.
    public var scheduledFor: Verbatim?
    /// When the next step is expected, as given.
    public var expectedBy: Verbatim?
    /// A URI.
    public var document: Verbatim?

    var deciding: [Verbatim?] {
        [stage, Verbatim(phase.rawValue), effect.map { Verbatim($0.rawValue) }, scheduledFor]
    }

    /// What somebody wants to say with a move.
    public struct Details: Sendable {
        /// See ``Moved/reason``.
        public var reason: Verbatim?
        /// See ``Moved/note``.
        public var note: Verbatim?
        /// See ``Moved/scheduledFor``.
        public var scheduledFor: Verbatim?
        /// See ``Moved/expectedBy``.
        public var expectedBy: Verbatim?
        /// See ``Moved/document``.
        public var document: Verbatim?

        /// Nothing said yet.
        public init() {}

        var keys: Set<String> {
            var keys: Set<String> = []
            if reason != nil { keys.insert("reason") }
            if note != nil { keys.insert("note") }
            if scheduledFor != nil { keys.insert("scheduled_for") }
            if expectedBy != nil { keys.insert("expected_by") }
            if document != nil { keys.insert("document") }
            return keys
        }
    }

    /// The keys that a programme may ask for.
    static let needable = ["reason", "note", "scheduled_for", "expected_by", "document"]

    /// The keys of the type, in their order.
    static let keys = [
        "after", "was", "stage", "phase", "effect", "reason", "note", "scheduled_for",
        "expected_by", "document",
    ]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        after = try index.needEventID(.after, line)
        was = try index.need(.was, line)
        stage = try index.need(.stage, line)
        phase = try index.needWord(.phase, line)
        effect = index.word(.effect, line)
        reason = index.text(.reason, line)
        note = index.text(.note, line)
        scheduledFor = index.text(.scheduledFor, line)
        expectedBy = index.text(.expectedBy, line)
        document = index.text(.document, line)
    }

    init(after: ULID, was: Verbatim, to stage: Stage, effect: Effect?, _ details: Details) {
        self.after = after
        self.was = was
        self.stage = stage.name
        phase = stage.phase
        self.effect = effect
        reason = details.reason
        note = details.note
        scheduledFor = details.scheduledFor
        expectedBy = details.expectedBy
        document = details.document
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("after", after.description)
        writer.string("was", was.text)
        writer.string("stage", stage.text)
        writer.string("phase", phase.rawValue)
        writer.string("effect", effect?.rawValue)
        writer.string("reason", reason?.text)
        writer.string("note", note?.text)
        writer.string("scheduled_for", scheduledFor?.text)
        writer.string("expected_by", expectedBy?.text)
        writer.string("document", document?.text)
    }

    /// Answers the attempt, ends it where the phase is new, and enters the stage.
    func take(effect course: inout Course, at moment: Moment) {
        switch effect {
        case .accepted: course.answer(accepted: true, at: moment)
        case .declined: course.answer(accepted: false, at: moment)
        default: break
        }
        if phase == .new, !course.isBetweenAttempts {
            course.endAttempt(effect ?? Effect.none, at: moment)
            if effect == .declined { course.declineReason = reason }
        }
        course.enter(stage, phase, at: moment)
    }

    /// Checks a move to a stage that is named.
    public static func check(
        to name: Verbatim,
        _ details: Details,
        _ referral: Referral,
        in programme: Programme,
        as role: Role?
    ) throws(Refusal) -> Proposal {
        let course = referral.course
        guard let stage = programme.stage(name) else {
            if programme.outcome(name) != nil { throw .isOutcome(name) }
            throw .unknownStage(name, known: programme.stages.map(\.name))
        }
        guard stage.phase != .assigned else { throw .isRouting(name) }
        let isHere = programme.stage(course.stage)?.name == stage.name && course.closing == nil
        if isHere, !referral.isVoid, programme.transition(of: course, to: name) == nil {
            return .holds(referral.place)
        }
        try programme.permit(referral, to: stage.name, as: role, has: details.keys)
        try programme.checkReason(details.reason, for: stage.name)
        let leavesAssigned = course.phase == .assigned
        let effect: Effect? =
            stage.effect
            ?? (leavesAssigned && stage.phase != .new ? .accepted : nil)
            ?? (leavesAssigned || stage.phase == .new ? Effect.none : nil)
        return .new(
            .moved(
                Moved(
                    after: referral.place,
                    was: course.stage,
                    to: stage,
                    effect: effect,
                    details
                )
            )
        )
    }
}
