public import Notation

/// `voided`: the whole referral was entered in error; it leaves every figure, never the log.
public struct Voided: Sendable, Equatable {
    /// Why; kept sealed.
    public var reason: Verbatim?

    /// The keys of the type, in their order.
    static let keys = ["reason"]

    init(_ line: Span<UInt8>, _ index: LineIndex) { reason = index.text(.reason, line) }

    init(reason: Verbatim) { self.reason = reason }

    /// Checks the word that a referral was entered in error.
    public static func check(
        _ referral: Referral,
        reason: Verbatim,
        in programme: Programme,
        as role: Role
    ) throws(Refusal) -> Proposal {
        if let known = referral.voiding { return .holds(known) }
        try programme.permit(.voided, as: role)
        return .new(.voided(Voided(reason: reason)))
    }

    func encode(to writer: inout JSONObjectWriter) { writer.string("reason", reason?.text) }
}
