public import Notation

/// `touched`: a contact before the conversion, for attribution.
///
/// `{…,"type":"touched",…,"subject":"P-…","channel":"web","campaign":"spring"}`
public struct Touched: Sendable, Equatable {
    /// Who was reached: a pseudonym, or an account where the programme is open.
    public var subject: Verbatim
    /// By what means.
    public var channel: Verbatim
    /// Where it came from.
    public var source: Verbatim?
    /// What brought it.
    public var campaign: Verbatim?
    /// The code that was given with it.
    public var code: Verbatim?

    /// The keys of the type, in their order.
    static let keys = ["subject", "channel", "source", "campaign", "code"]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        subject = try index.need(.subject, line)
        channel = try index.need(.channel, line)
        source = index.text(.source, line)
        campaign = index.text(.campaign, line)
        code = index.text(.code, line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("subject", subject.text)
        writer.string("channel", channel.text)
        writer.string("source", source?.text)
        writer.string("campaign", campaign?.text)
        writer.string("code", code?.text)
    }
}
