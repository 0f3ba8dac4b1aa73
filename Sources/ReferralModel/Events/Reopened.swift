public import Notation

/// `reopened`: a closed referral is taken up again; its own clock never restarted.
///
/// `{…,"type":"reopened",…,"after":"01JQ…","stage":"requested","phase":"new"}`
public struct Reopened: Sendable, Equatable {
    /// The closing that it takes back.
    public var after: ULID
    /// The stage that it enters.
    public var stage: Verbatim
    /// The phase of that stage.
    public var phase: Phase
    /// Why; kept sealed.
    public var reason: Verbatim?

    init(after: ULID, stage: Verbatim, phase: Phase, reason: Verbatim) {
        self.after = after
        self.stage = stage
        self.phase = phase
        self.reason = reason
    }

    var deciding: [Verbatim?] { [stage, Verbatim(phase.rawValue)] }

    /// The keys of the type, in their order.
    static let keys = ["after", "stage", "phase", "reason"]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        after = try index.needEventID(.after, line)
        stage = try index.need(.stage, line)
        phase = try index.needWord(.phase, line)
        reason = index.text(.reason, line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("after", after.description)
        writer.string("stage", stage.text)
        writer.string("phase", phase.rawValue)
        writer.string("reason", reason?.text)
    }

    /// Checks taking up a closed referral again.
    ///
    /// - `resume`: Whether it goes back to the stage that it was closed from.
    public static func check(
        _ referral: Referral,
        resume: Bool,
        reason: Verbatim,
        in programme: Programme,
        as role: Role
    ) throws(Refusal) -> Proposal {
        guard !referral.isVoid else { throw .voided }
        let course = referral.course
        guard course.closing != nil else {
            let wanted =
                resume ? referral.stageClosedFrom.flatMap(programme.stage) : programme.entryStage
            guard referral.endsReopened, wanted?.name == programme.stage(course.stage)?.name else {
                throw .isOpen
            }
            return .holds(referral.place)
        }
        try programme.permit(.reopened, as: role)
        // The stage may have another name by now, or be there no more.
        guard let stage = resume ? programme.stage(course.stage) : programme.entryStage else {
            throw .formerStageIsGone(course.stage)
        }
        return .new(
            .reopened(
                Reopened(
                    after: referral.place,
                    stage: stage.name,
                    phase: resume ? stage.phase : .new,
                    reason: reason
                )
            )
        )
    }

    /// Opens the need again; into a live phase, the last attempt with it.
    func take(effect course: inout Course, at moment: Moment) {
        course.reopen(phase)
        course.enter(stage, phase, at: moment)
    }
}
