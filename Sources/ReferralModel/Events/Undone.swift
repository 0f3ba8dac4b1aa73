public import Notation

/// `undone`: the event that it names counts as never recorded.
///
/// `{…,"type":"undone",…,"target":"01JQ…"}`
public struct Undone: Sendable, Equatable {
    /// The event that is taken back.
    public var target: ULID
    /// Why; kept sealed.
    public var reason: Verbatim?

    init(_ line: Span<UInt8>, _ index: JSONObjectIndex) throws(EventProblem) {
        target = try index.needEventID("target", line)
        reason = index.text("reason", line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("target", target.description)
        writer.string("reason", reason?.text)
    }
}
