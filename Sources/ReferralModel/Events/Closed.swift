public import Notation

/// `closed`: an outcome is recorded, with the word for the referrer.
///
/// `{…,"type":"closed",…,"after":"01JQ…","was":"accepted","outcome":"need-met",
/// "class":"success","told":true,"sealed":{"feedback":"…"}}`
public struct Closed: Sendable, Equatable {
    /// The event that put the referral where the writer saw it.
    public var after: ULID
    /// The stage that it left.
    public var was: Verbatim
    /// The programme's name for the end.
    public var outcome: Verbatim
    /// What kind of end that is.
    public var outcomeClass: OutcomeClass
    /// Why: a code of the programme, or text, which is kept sealed.
    public var reason: Verbatim?
    /// What the referrer is told; kept sealed.
    public var feedback: Verbatim?
    /// Whether the closing itself told the referrer.
    public var told: Bool?
    /// What it was worth, a decimal amount.
    public var value: Verbatim?
    /// The currency of `value`.
    public var currency: Verbatim?
    /// The referral that this one repeats.
    public var duplicateOf: ReferralID?
    /// A URI.
    public var document: Verbatim?

    /// What it was worth, where both keys can be read.
    public var money: Money? { Money(amount: value, currency: currency) }

    var deciding: [Verbatim?] {
        [
            outcome, Verbatim(outcomeClass.rawValue), value, currency,
            duplicateOf.map { Verbatim($0.description) },
        ]
    }

    /// What somebody wants to say with a closing.
    public struct Details: Sendable {
        /// See ``Closed/reason``.
        public var reason: Verbatim?
        /// See ``Closed/feedback``.
        public var feedback: Verbatim?
        /// Whether the referrer knows with it.
        public var told = false
        /// See ``Closed/value``.
        public var value: Verbatim?
        /// See ``Closed/currency``.
        public var currency: Verbatim?
        /// See ``Closed/duplicateOf``.
        public var duplicateOf: ReferralID?
        /// See ``Closed/document``.
        public var document: Verbatim?

        /// Nothing said yet.
        public init() {}

        var keys: Set<String> {
            var keys: Set<String> = []
            if reason != nil { keys.insert("reason") }
            if feedback != nil { keys.insert("feedback") }
            if value != nil { keys.formUnion(["value", "currency"]) }
            if duplicateOf != nil { keys.insert("duplicate_of") }
            if document != nil { keys.insert("document") }
            return keys
        }
    }

    /// The keys that a programme may ask for.
    static let needable = ["reason", "feedback", "value", "duplicate_of", "document"]

    /// The keys that a programme may ask for with an outcome of a class: only what is neither a success
    /// nor a failure can repeat another referral, in which the need is counted.
    static func needable(with outcomeClass: OutcomeClass) -> [String] {
        needable.filter { $0 != "duplicate_of" || outcomeClass == .neutral }
    }

    /// The keys of the type, in their order.
    static let keys = [
        "after", "was", "outcome", "class", "reason", "feedback", "told", "value", "currency",
        "duplicate_of", "document",
    ]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        after = try index.needEventID(.after, line)
        was = try index.need(.was, line)
        outcome = try index.need(.outcome, line)
        outcomeClass = try index.needWord(.class, line)
        reason = index.text(.reason, line)
        feedback = index.text(.feedback, line)
        told = index.bool(.told, line)
        value = index.text(.value, line)
        currency = index.text(.currency, line)
        duplicateOf = index.referral(.duplicateOf, line)
        document = index.text(.document, line)
    }

    init(after: ULID, was: Verbatim, outcome: Outcome, told: Bool, _ details: Details) {
        self.after = after
        self.was = was
        self.outcome = outcome.name
        outcomeClass = outcome.outcomeClass
        reason = details.reason
        feedback = details.feedback
        self.told = told ? true : nil
        value = details.value
        currency = details.value == nil ? nil : details.currency
        duplicateOf = details.duplicateOf
        document = details.document
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("after", after.description)
        writer.string("was", was.text)
        writer.string("outcome", outcome.text)
        writer.string("class", outcomeClass.rawValue)
        writer.string("reason", reason?.text)
        writer.string("feedback", feedback?.text)
        writer.bool("told", told)
        writer.string("value", value?.text)
        writer.string("currency", currency?.text)
        writer.string("duplicate_of", duplicateOf?.description)
        writer.string("document", document?.text)
    }

    /// Ends the attempt with the need; a success or part of one answers an unanswered attempt.
    func take(effect course: inout Course, at moment: Moment) {
        if outcomeClass == .success || outcomeClass == .partial {
            course.answer(accepted: true, at: moment, implied: true)
        }
        course.endAttempt(nil, at: moment)
    }

    /// Checks a closing with an outcome that is named.
    ///
    /// - `known`: The closing in effect with its private texts, as far as they are known.
    public static func check(
        outcome name: Verbatim,
        _ details: Details,
        _ referral: Referral,
        known: Closed?,
        in programme: Programme,
        as role: Role?,
        where isKnown: (Event) -> Bool
    ) throws(Refusal) -> Proposal {
        guard let outcome = programme.outcome(name) else {
            if programme.stage(name) != nil { throw .isStage(name) }
            throw .unknownOutcome(name, known: programme.outcomes.map(\.name))
        }
        let tells = details.told || outcome.tells || role == .referrer
        if let closing = referral.course.closing, !referral.isVoid {
            guard says(known ?? closing.payload, outcome, details) else {
                throw .closed(outcome: closing.payload.outcome)
            }
            guard details.told || role == .referrer, referral.told == nil else {
                return .holds(referral.place)
            }
            // The same closing once more, with the word that the referrer knows; of a corrected one
            // the referrer must be told what it was corrected to.
            let subject = referral.tellingSubject(where: isKnown) ?? closing.event
            guard referral.word(of: subject, via: nil) == nil else {
                return .holds(referral.place)
            }
            guard subject == closing.event else {
                return try Notified.check(byHand: nil, referral, where: isKnown)
            }
            guard var again = referral.recordedClosing else { return .holds(referral.place) }
            again.told = true
            return .new(.closed(again))
        }
        guard details.duplicateOf == nil || outcome.outcomeClass == .neutral else {
            throw .isNoRepetition(outcome.name, known: programme.neutralOutcomes)
        }
        try programme.permit(
            referral,
            to: outcome.name,
            as: role,
            has: details.keys
        )
        try programme.checkReason(details.reason, for: outcome.name)
        return .new(
            .closed(
                Closed(
                    after: referral.place,
                    was: referral.course.stage,
                    outcome: outcome,
                    told: tells,
                    details
                )
            )
        )
    }

    /// Whether a closing says that it was worth as much.
    private static func isWorth(_ closing: Closed, _ details: Details) -> Bool {
        guard let value = details.value.flatMap({ Amount($0.text) }),
            let known = closing.value.flatMap({ Amount($0.text) })
        else { return details.value == closing.value }
        return value.equals(known) && details.currency == closing.currency
    }

    /// Whether a closing that holds already says all that is said now.
    private static func says(_ closing: Closed, _ outcome: Outcome, _ details: Details) -> Bool {
        (closing.outcome == outcome.name || outcome.formerly.contains(closing.outcome))
            && (details.value == nil || isWorth(closing, details))
            && (details.duplicateOf == nil || details.duplicateOf == closing.duplicateOf)
            && (details.document == nil || details.document == closing.document)
            && (details.reason == nil || details.reason == closing.reason)
            && (details.feedback == nil || details.feedback == closing.feedback)
    }
}
