public import Notation

/// `reminded`: somebody was reminded of what is due.
///
/// `{…,"type":"reminded",…,"clock_name":"respond","due":"2026-03-05T17:00:00Z",
/// "recipient":"harbor-housing","level":1}`
public struct Reminded: Sendable, Equatable {
    /// The clock of the programme that runs out; `clock` is a common key already.
    public var clockName: Verbatim
    /// When it is due: an instant or a day.
    public var due: Verbatim
    /// Who was reminded.
    public var recipient: Verbatim
    /// How urgently, from 1.
    public var level: Int

    /// The keys of the type, in their order.
    static let keys = ["clock_name", "due", "recipient", "level"]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        clockName = try index.need(.clockName, line)
        due = try index.need(.due, line)
        recipient = try index.need(.recipient, line)
        level = try index.needInteger(.level, line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("clock_name", clockName.text)
        writer.string("due", due.text)
        writer.string("recipient", recipient.text)
        writer.integer("level", level)
    }

    /// Refuses a level below 1.
    func check() throws(Refusal) {
        guard level >= 1 else { throw .belowOne(key: "level") }
    }
}
