public import Notation
public import ReferralModel

/// What machines are told of one referral, `referral.status/1`: `referral-output(5)`.
public struct StatusShape: Sendable {
    /// The keys, in their order.
    public static let columns = [
        "ref", "stage", "phase", "outcome", "outcome_class", "service", "priority", "referrer",
        "subject", "provider", "channel", "source", "campaign", "segment", "location", "value",
        "currency", "submitted_at", "routed_at", "answered_at", "accepted_at", "closed_at",
        "told_at", "acknowledged_at", "attempts", "anomalies", "waiting_on", "held_s", "loop",
        "conflicts", "void",
    ]

    /// The keys with their values, in their order.
    public let members: [JSONMember]

    /// Describes a referral; `ledger` is the state that it is from.
    public init(_ referral: Referral, in ledger: inout Ledger, _ setting: Setting) {
        let course = referral.course
        let submitted = course.submitted
        let closing = course.closing
        let told = referral.told
        let value = closing?.payload.value
        let show = { (name: Verbatim?) in JSONValue.optional(name.map { setting.names.shown($0) }) }
        let at = { (moment: Moment?) in JSONValue.optional(moment?.instant.description) }
        let plain = { (value: Verbatim?) in JSONValue.optional(value?.text) }
        let open = { (value: Verbatim?, key: Verbatim) in
            Self.open(value, key, course, setting.names)
        }
        let waiting = setting.programme.waitingOn(course, loopIsClosed: told != nil)
        let values: [JSONValue] = [
            .string(referral.id.description), .string(course.stage.text),
            .string(course.phase.rawValue), plain(closing?.payload.outcome),
            .optional(closing?.payload.outcomeClass.rawValue), plain(submitted?.service),
            plain(submitted?.priority), show(submitted?.referrer), show(submitted?.subject),
            plain(course.attempts.last?.provider), open(submitted?.channel, "channel"),
            open(submitted?.source, "source"), open(submitted?.campaign, "campaign"),
            open(submitted?.segment, "segment"),
            open(submitted?.location, "location"), plain(value ?? submitted?.value),
            plain(value == nil ? submitted?.currency : closing?.payload.currency),
            at(course.submission?.moment), at(course.attempts.first?.routed),
            at(course.firstAnswer?.moment), at(course.firstAcceptance?.moment),
            at(closing?.moment), at(told), at(referral.acknowledged),
            .integer(course.attempts.count),
            .array(ledger.anomalies(of: referral, in: setting.zone).map { .string($0.rawValue) }),
            .optional(referral.isVoid ? nil : waiting?.rawValue),
            Seconds.json(Self.held(course, setting)),
            .string(Loop(course, told: told).rawValue),
            .integer(ledger.conflicts(of: referral).count { !$0.follows }),
            .bool(referral.isVoid),
        ]
        members = zip(Self.columns, values).map { JSONMember($0, $1) }
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

    /// A value of the submission, or the text behind its seal for whoever may know.
    private static func open(
        _ value: Verbatim?,
        _ key: Verbatim,
        _ course: Course,
        _ names: Names
    ) -> JSONValue {
        if let value { return .string(value.text) }
        guard let event = course.submission,
            let seal = event.sealed.first(where: { $0.key == key })
        else { return .null }
        return .optional(names.text(of: event.id, seal))
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
