public import Notation

/// `submitted`: somebody referred a person or lead for a service.
///
/// `{…,"type":"submitted",…,"stage":"requested","referrer":"lakeside-clinic",
/// "subject":"P-…","service":"housing","priority":"urgent",…}`
public struct Submitted: Sendable, Equatable {
    /// The stage that it enters, of phase new.
    public var stage: Verbatim
    /// Who referred: a handle, or a pseudonym.
    public var referrer: Verbatim
    /// Who was referred: a pseudonym, or an account where the programme is open.
    public var subject: Verbatim
    /// What for.
    public var service: Verbatim
    /// How urgent, one of the programme's priorities.
    public var priority: Verbatim
    /// The need in words; kept sealed.
    public var need: Verbatim?
    /// How it reached us.
    public var channel: Verbatim?
    /// Where it came from.
    public var source: Verbatim?
    /// What brought it.
    public var campaign: Verbatim?
    /// The code that was given with it.
    public var code: Verbatim?
    /// Which group the subject belongs to.
    public var segment: Verbatim?
    /// What the referrer was promised.
    public var incentive: Verbatim?
    /// Where help is needed.
    public var location: Verbatim?
    /// The subject's language.
    public var language: Verbatim?
    /// What it may be worth, a decimal amount.
    public var value: Verbatim?
    /// The currency of `value`.
    public var currency: Verbatim?
    /// The case's id in the system it came from.
    public var key: Verbatim?
    /// That system.
    public var system: Verbatim?
    /// The household, by pseudonym.
    public var household: Verbatim?
    /// How many people it is about.
    public var people: Int?
    /// The referral that this one follows.
    public var follows: ReferralID?
    /// The referral that this one serves a part of.
    public var parent: ReferralID?
    /// A URI.
    public var document: Verbatim?

    /// A referral with what every one has.
    public init(
        stage: Verbatim,
        referrer: Verbatim,
        subject: Verbatim,
        service: Verbatim,
        priority: Verbatim
    ) {
        self.stage = stage
        self.referrer = referrer
        self.subject = subject
        self.service = service
        self.priority = priority
    }

    /// What says the same: the case, as another system names it, and the service.
    var deciding: [Verbatim?] { [key, system, service] }

    /// The keys of the type, in their order.
    static let keys = [
        "stage", "referrer", "subject", "service", "priority", "need", "channel", "source",
        "campaign", "code", "segment", "incentive", "location", "language", "value", "currency",
        "key", "system", "household", "people", "follows", "parent", "document",
    ]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        self.init(
            stage: try index.need(.stage, line),
            referrer: try index.need(.referrer, line),
            subject: try index.need(.subject, line),
            service: try index.need(.service, line),
            priority: try index.need(.priority, line)
        )
        need = index.text(.need, line)
        channel = index.text(.channel, line)
        source = index.text(.source, line)
        campaign = index.text(.campaign, line)
        code = index.text(.code, line)
        segment = index.text(.segment, line)
        incentive = index.text(.incentive, line)
        location = index.text(.location, line)
        language = index.text(.language, line)
        value = index.text(.value, line)
        currency = index.text(.currency, line)
        key = index.text(.key, line)
        system = index.text(.system, line)
        household = index.text(.household, line)
        people = index.integer(.people, line)
        follows = index.referral(.follows, line)
        parent = index.referral(.parent, line)
        document = index.text(.document, line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("stage", stage.text)
        writer.string("referrer", referrer.text)
        writer.string("subject", subject.text)
        writer.string("service", service.text)
        writer.string("priority", priority.text)
        writer.string("need", need?.text)
        writer.string("channel", channel?.text)
        writer.string("source", source?.text)
        writer.string("campaign", campaign?.text)
        writer.string("code", code?.text)
        writer.string("segment", segment?.text)
        writer.string("incentive", incentive?.text)
        writer.string("location", location?.text)
        writer.string("language", language?.text)
        writer.string("value", value?.text)
        writer.string("currency", currency?.text)
        writer.string("key", key?.text)
        writer.string("system", system?.text)
        writer.string("household", household?.text)
        writer.integer("people", people)
        writer.string("follows", follows?.description)
        writer.string("parent", parent?.description)
        writer.string("document", document?.text)
    }

    /// Puts the referral at its beginning.
    func take(effect course: inout Course, at moment: Moment) {
        course.enter(stage, .new, at: moment)
    }

    /// Checks a new referral against the programme and fills in what the programme decides.
    public static func check(
        _ draft: Submitted,
        in programme: Programme
    ) throws(Refusal) -> Submitted {
        guard programme.priorities.contains(draft.priority) else {
            throw .unknownPriority(draft.priority, known: programme.priorities)
        }
        var submitted = draft
        submitted.stage = programme.entryStage.name
        return submitted
    }
}
