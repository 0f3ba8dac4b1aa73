public import Notation

/// `voided`: the whole referral was entered in error; it leaves every figure, never the log.
public struct Voided: Sendable, Equatable {
    /// Why; kept sealed.
    public var reason: Verbatim?

    init(_ line: Span<UInt8>, _ index: JSONObjectIndex) { reason = index.text("reason", line) }

    func encode(to writer: inout JSONObjectWriter) { writer.string("reason", reason?.text) }
}
