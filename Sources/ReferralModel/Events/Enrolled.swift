public import Notation

/// `enrolled`: who takes part, and whose code it is.
///
/// `{…,"type":"enrolled",…,"referrer":"ann","code":"ANN10","granted":true}`
public struct Enrolled: Sendable, Equatable {
    /// Who takes part: a handle, or a pseudonym.
    public var referrer: Verbatim
    /// The code that is theirs.
    public var code: Verbatim?
    /// What they take part in.
    public var campaign: Verbatim?
    /// What they were promised.
    public var incentive: Verbatim?
    /// Whether they take part from now on.
    public var granted: Bool

    /// The keys of the type, in their order.
    static let keys = ["referrer", "code", "campaign", "incentive", "granted"]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        referrer = try index.need(.referrer, line)
        code = index.text(.code, line)
        campaign = index.text(.campaign, line)
        incentive = index.text(.incentive, line)
        granted = try index.needBool(.granted, line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("referrer", referrer.text)
        writer.string("code", code?.text)
        writer.string("campaign", campaign?.text)
        writer.string("incentive", incentive?.text)
        writer.bool("granted", granted)
    }
}
