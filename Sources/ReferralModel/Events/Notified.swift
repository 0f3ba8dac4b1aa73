public import Notation

/// `notified`: somebody was told of an event, or that was tried.
///
/// `{…,"type":"notified",…,"about":"01JQ…","recipient":"lakeside-clinic",
/// "message":"closure","via":"phone","status":"sent","attempt":1}`
public struct Notified: Sendable, Equatable {
    /// What somebody is told.
    public enum Message: String, Sendable, CaseIterable {
        /// The referral arrived.
        case acknowledgement
        /// You are asked.
        case assignment
        /// You are no longer asked.
        case recall
        /// How far it is.
        case progress
        /// How it ended.
        case closure
        /// What did you think of it?
        case rating
        /// Something is due.
        case reminder
    }

    /// How far a message came.
    public enum Status: String, Sendable, CaseIterable {
        /// It is on its way.
        case sending
        /// It was sent.
        case sent
        /// It could not be sent.
        case failed
        /// It came back.
        case bounced
    }

    /// The event told of.
    public var about: ULID
    /// Who was told.
    public var recipient: Verbatim
    /// What kind of message: acknowledgement, assignment, recall, progress, closure, ….
    public var message: Verbatim
    /// By what means.
    public var via: Verbatim
    /// How far it came: sending, sent, failed, bounced.
    public var status: Verbatim
    /// Which attempt this was, from 1.
    public var attempt: Int?
    /// A URI.
    public var document: Verbatim?

    init(about: ULID, recipient: Verbatim, message: Verbatim, via: Verbatim, status: Verbatim) {
        self.about = about
        self.recipient = recipient
        self.message = message
        self.via = via
        self.status = status
        attempt = 1
    }

    /// The keys of the type, in their order.
    static let keys = ["about", "recipient", "message", "via", "status", "attempt", "document"]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        about = try index.needEventID(.about, line)
        recipient = try index.need(.recipient, line)
        message = try index.need(.message, line)
        via = index.text(.via, line) ?? ""
        status = try index.need(.status, line)
        attempt = index.integer(.attempt, line)
        document = index.text(.document, line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("about", about.description)
        writer.string("recipient", recipient.text)
        writer.string("message", message.text)
        writer.string("via", via.text)
        writer.string("status", status.text)
        writer.integer("attempt", attempt)
        writer.string("document", document?.text)
    }

    /// Refuses a message and a status that there is not.
    func check() throws(Refusal) {
        try Refusal.unless(message, isOneOf: Message.self, key: "message")
        try Refusal.unless(status, isOneOf: Status.self, key: "status")
        if let attempt, attempt < 1 { throw .belowOne(key: "attempt") }
    }

    /// Checks the word that somebody told the referrer by hand how it ended.
    ///
    /// - `via`: By what means; where that is not said, any word to them is the same.
    /// - `isKnown`: Which corrections had been recorded when they were told.
    public static func check(
        byHand via: Verbatim?,
        _ referral: Referral,
        where isKnown: (Event) -> Bool = { _ in true }
    ) throws(Refusal) -> Proposal {
        guard !referral.isVoid else { throw .voided }
        guard let closing = referral.course.closing, let submission = referral.submission else {
            throw .notClosed
        }
        let subject = referral.tellingSubject(where: isKnown) ?? closing.event
        if let known = referral.word(of: subject, via: via) { return .holds(known) }
        var message = Notified(
            about: subject,
            recipient: submission.referrer,
            message: "closure",
            via: via ?? "hand",
            status: "sent"
        )
        message.attempt = referral.attempt(at: message)
        return .new(.notified(message))
    }
}
