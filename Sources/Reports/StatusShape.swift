public import Notation
public import ReferralModel

/// What machines are told of one referral, `referral.status/1`: `referral-output(5)`.
public struct StatusShape: Sendable {
    /// The keys, in their order.
    public static let columns = fields.map(\.key)

    /// The keys with their values, in their order.
    public let members: [JSONMember]

    /// Describes a referral; `ledger` is the state that it is from.
    public init(_ referral: Referral, in ledger: inout Ledger, _ setting: Setting) {
        let subject = Subject(
            referral: referral,
            anomalies: ledger.anomalies(of: referral, in: setting.zone),
            conflicts: ledger.conflicts(of: referral).count { !$0.follows },
            setting: setting
        )
        members = Self.fields.map { JSONMember($0.key, $0.value(subject)) }
    }

    /// What the values are read of.
    private struct Subject {
        let referral: Referral
        let anomalies: [Anomaly]
        let conflicts: Int
        let setting: Setting

        var course: Course { referral.course }
        var submitted: Submitted? { course.submitted }
        var closing: Course.Closing? { course.closing }

        func shown(_ name: Verbatim?) -> JSONValue {
            .optional(name.map { setting.names.shown($0) })
        }

        /// A value of the submission, or the text behind its seal for whoever may know.
        func opened(_ value: Verbatim?, _ key: Verbatim) -> JSONValue {
            guard let event = course.submission else { return .null }
            return opened(value, key, event.id, event.sealed)
        }

        /// A value of the closing, or the text behind its seal.
        func opened(ofClosing value: Verbatim?, _ key: Verbatim) -> JSONValue {
            guard let closing else { return .null }
            return opened(value, key, closing.event, closing.seals)
        }

        private func opened(
            _ value: Verbatim?,
            _ key: Verbatim,
            _ event: ULID,
            _ seals: [Event.Seal]
        ) -> JSONValue {
            if let value { return .string(value.text) }
            guard let seal = seals.first(where: { $0.key == key }) else { return .null }
            return .optional(setting.names.text(of: event, seal))
        }
    }

    private typealias Field = (key: String, value: @Sendable (Subject) -> JSONValue)

    private static let fields: [Field] = place + submission + instants + state + details

    /// Where it stands.
    private static let place: [Field] = [
        ("ref", { .string($0.referral.id.description) }),
        ("stage", { .string($0.course.stage.text) }),
        ("phase", { .string($0.course.phase.rawValue) }),
        ("outcome", { .optional($0.closing?.payload.outcome.text) }),
        ("outcome_class", { .optional($0.closing?.payload.outcomeClass.rawValue) }),
    ]

    /// What was submitted, and to whom it went.
    private static let submission: [Field] = [
        ("service", { .optional($0.submitted?.service.text) }),
        ("priority", { .optional($0.submitted?.priority.text) }),
        ("referrer", { $0.shown($0.submitted?.referrer) }),
        ("subject", { $0.shown($0.submitted?.subject) }),
        ("provider", { .optional($0.course.attempts.last?.provider.text) }),
        ("channel", { $0.opened($0.submitted?.channel, "channel") }),
        ("source", { $0.opened($0.submitted?.source, "source") }),
        ("campaign", { $0.opened($0.submitted?.campaign, "campaign") }),
        ("segment", { $0.opened($0.submitted?.segment, "segment") }),
        ("location", { $0.opened($0.submitted?.location, "location") }),
        ("value", { .optional(($0.closing?.payload.value ?? $0.submitted?.value)?.text) }),
        (
            "currency",
            {
                let isOfClosing = $0.closing?.payload.value != nil
                let currency =
                    isOfClosing ? $0.closing?.payload.currency : $0.submitted?.currency
                return .optional(currency?.text)
            }
        ),
    ]

    /// When it was where.
    private static let instants: [Field] = [
        ("submitted_at", { at($0.course.submission?.moment) }),
        ("routed_at", { at($0.course.attempts.first?.routed) }),
        ("answered_at", { at($0.course.firstAnswer?.moment) }),
        ("accepted_at", { at($0.course.firstAcceptance?.moment) }),
        ("closed_at", { at($0.closing?.moment) }),
        ("told_at", { at($0.referral.told) }),
        ("acknowledged_at", { at($0.referral.acknowledged) }),
    ]

    /// How it goes.
    private static let state: [Field] = [
        ("attempts", { .integer($0.course.attempts.count) }),
        ("anomalies", { .array($0.anomalies.map { .string($0.rawValue) }) }),
        ("waiting_on", { .optional(waiting($0)?.rawValue) }),
        ("held_s", { Seconds.json(held($0.course, $0.setting)) }),
        ("loop", { .string(Loop($0.course, told: $0.referral.told).rawValue) }),
        ("conflicts", { .integer($0.conflicts) }),
        ("void", { .bool($0.referral.isVoid) }),
    ]

    /// What it is known by, whom and what it is about, and what was said at its end.
    private static let details: [Field] = [
        ("since", { at($0.course.since) }),
        ("respond_by", { .optional(asked($0)?.respondBy?.description) }),
        ("key", { .optional($0.submitted?.key?.text) }),
        ("system", { .optional($0.submitted?.system?.text) }),
        ("household", { $0.shown($0.submitted?.household) }),
        ("people", { $0.submitted?.people.map { .integer($0) } ?? .null }),
        ("follows", { .optional($0.submitted?.follows?.description) }),
        ("parent", { .optional($0.submitted?.parent?.description) }),
        ("duplicate_of", { .optional($0.closing?.payload.duplicateOf?.description) }),
        ("need", { $0.opened($0.submitted?.need, "need") }),
        ("reason", { $0.opened(ofClosing: $0.closing?.payload.reason, "reason") }),
        ("feedback", { $0.opened(ofClosing: $0.closing?.payload.feedback, "feedback") }),
    ]

    @Sendable private static func at(_ moment: Moment?) -> JSONValue {
        .optional(moment?.instant.description)
    }

    /// The attempt that waits for an answer.
    @Sendable private static func asked(_ subject: Subject) -> Attempt? {
        guard !subject.referral.isVoid else { return nil }
        return subject.course.attempts.last { $0.isLive && $0.answer == nil }
    }

    @Sendable private static func waiting(_ subject: Subject) -> Role? {
        guard !subject.referral.isVoid else { return nil }
        let isTold = subject.referral.told != nil
        return subject.setting.programme.waitingOn(subject.course, loopIsClosed: isTold)
    }

    /// Where the loop stands.
    public enum Loop: String, Sendable {
        /// No outcome is recorded.
        case open
        /// One is, and the referrer has not been told.
        case untold
        /// The referrer knows.
        case closed

        init(_ course: Course, told: Moment?) {
            self = course.closing == nil ? .open : told == nil ? .untold : .closed
        }
    }

    /// Milliseconds in phase held; `nil` where an end is out of order or not exact enough.
    private static func held(_ course: Course, _ setting: Setting) -> Int64? {
        var held: Int64 = 0
        for stay in course.stays {
            let end = stay.to ?? Moment(setting.now)
            guard let elapsed = stay.from.elapsed(to: end, in: setting.zone), elapsed >= 0 else {
                return nil
            }
            held += elapsed
        }
        return held
    }
}
