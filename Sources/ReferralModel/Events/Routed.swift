public import Notation

/// `routed`: the referral was sent to a provider, which begins an attempt.
///
/// `{…,"type":"routed",…,"after":"01JQ…","was":"requested","stage":"sent",
/// "provider":"harbor-housing","rule":"named"}`
public struct Routed: Sendable, Equatable {
    /// The event that put the referral where the writer saw it.
    public var after: ULID
    /// The stage that it left.
    public var was: Verbatim
    /// The stage that it enters, of phase assigned.
    public var stage: Verbatim
    /// Who is asked.
    public var provider: Verbatim
    /// Why this one.
    public var rule: Verbatim
    /// When the answer is due.
    public var respondBy: Instant?
    /// How well it fitted, 0 to 1000.
    public var score: Int?
    /// How many were looked at.
    public var considered: Int?

    var deciding: [Verbatim?] { [stage, provider] }

    /// The keys of the type, in their order.
    static let keys = [
        "after", "was", "stage", "provider", "rule", "respond_by", "score", "considered",
    ]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        after = try index.needEventID(.after, line)
        was = try index.need(.was, line)
        stage = try index.need(.stage, line)
        provider = try index.need(.provider, line)
        rule = index.text(.rule, line) ?? ""
        respondBy = index.instant(.respondBy, line)
        score = index.integer(.score, line)
        considered = index.integer(.considered, line)
    }

    /// Refuses a score that is on no scale.
    func check() throws(Refusal) {
        guard let score, !(0...1000).contains(score) else { return }
        throw .offScale(score: score, low: 0, high: 1000)
    }

    init(after: ULID, was: Verbatim, stage: Verbatim, provider: Verbatim, rule: Verbatim) {
        self.after = after
        self.was = was
        self.stage = stage
        self.provider = provider
        self.rule = rule
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("after", after.description)
        writer.string("was", was.text)
        writer.string("stage", stage.text)
        writer.string("provider", provider.text)
        writer.string("rule", rule.text)
        writer.string("respond_by", respondBy?.description)
        writer.integer("score", score)
        writer.integer("considered", considered)
    }

    /// Ends a live attempt as withdrawn and begins the next.
    func take(effect course: inout Course, at moment: Moment) {
        course.endAttempt(.withdrawn, at: moment)
        course.attempts.append(
            Attempt(provider: provider, routed: moment, respondBy: respondBy)
        )
        course.enter(stage, .assigned, at: moment)
    }

    /// Checks sending a referral to a provider whom somebody named.
    public static func check(
        provider: Verbatim,
        _ referral: Referral,
        in programme: Programme,
        as role: Role?
    ) throws(Refusal) -> Proposal {
        let course = referral.course
        if course.phase == .assigned, let attempt = course.attempts.last, attempt.isLive,
            attempt.provider == provider
        {
            return .holds(referral.place)
        }
        let stage = programme.assignedStage.name
        try programme.permit(referral, to: stage, as: role, has: [])
        return .new(
            .routed(
                Routed(
                    after: referral.place,
                    was: course.stage,
                    stage: stage,
                    provider: provider,
                    rule: "named"
                )
            )
        )
    }
}
