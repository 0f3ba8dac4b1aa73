public import Notation

/// `noted`: a contact, an appointment, a document, progress.
///
/// `{…,"type":"noted",…,"kind":"contact","party":"subject","result":"no-answer",
/// "sealed":{"text":"…"}}`
public struct Noted: Sendable, Equatable {
    /// What kind of note it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// Somebody was spoken or written to, or that was tried.
        case contact
        /// An appointment.
        case appointment
        /// A document came or went.
        case document
        /// Something to know.
        case information
        /// How far the work is.
        case progress
    }

    /// What became of a contact or an appointment.
    public enum Result: String, Sendable, CaseIterable {
        /// The contact succeeded.
        case reached
        /// Nobody answered.
        case noAnswer = "no-answer"
        /// The number or address was wrong.
        case wrong
        /// The appointment took place.
        case attended
        /// The subject did not come.
        case missed
        /// The subject called it off.
        case cancelledBySubject = "cancelled-by-subject"
        /// The provider called it off.
        case cancelledByProvider = "cancelled-by-provider"
    }

    /// The note; kept sealed.
    public var text: Verbatim?
    /// What kind of note it is.
    public var kind: Verbatim?
    /// With whom.
    public var party: Verbatim?
    /// By what means.
    public var channel: Verbatim?
    /// What became of it.
    public var result: Verbatim?
    /// Sessions held.
    public var done: Int?
    /// Sessions planned.
    public var planned: Int?
    /// A URI.
    public var document: Verbatim?

    /// A note with its text.
    public init(text: Verbatim) { self.text = text }

    /// The keys of the type, in their order.
    static let keys = ["text", "kind", "party", "channel", "result", "done", "planned", "document"]

    init(_ line: Span<UInt8>, _ index: LineIndex) {
        text = index.text(.text, line)
        kind = index.text(.kind, line)
        party = index.text(.party, line)
        channel = index.text(.channel, line)
        result = index.text(.result, line)
        done = index.integer(.done, line)
        planned = index.integer(.planned, line)
        document = index.text(.document, line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("text", text?.text)
        writer.string("kind", kind?.text)
        writer.string("party", party?.text)
        writer.string("channel", channel?.text)
        writer.string("result", result?.text)
        writer.integer("done", done)
        writer.integer("planned", planned)
        writer.string("document", document?.text)
    }

    /// Checks a note: its kind and its result are words that the format has.
    public func check() throws(Refusal) {
        if let kind { try Refusal.unless(kind, isOneOf: Kind.self, key: "kind") }
        if let result {
            try Refusal.unless(result, isOneOf: Result.self, key: "result")
        }
    }
}
