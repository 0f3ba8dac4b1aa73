public import Notation

/// `undone`: the event that it names counts as never recorded.
///
/// `{…,"type":"undone",…,"target":"01JQ…"}`
public struct Undone: Sendable, Equatable {
    /// The event that is taken back.
    public var target: ULID
    /// Why; kept sealed.
    public var reason: Verbatim?

    /// The keys of the type, in their order.
    static let keys = ["target", "reason"]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        target = try index.needEventID(.target, line)
        reason = index.text(.reason, line)
    }

    /// Takes an event back.
    public init(target: ULID, reason: Verbatim) {
        self.target = target
        self.reason = reason
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("target", target.description)
        writer.string("reason", reason?.text)
    }
}
