public import Notation

/// `acknowledged`: the referrer has received what an event says.
///
/// `{…,"type":"acknowledged",…,"about":"01JQ…"}`
public struct Acknowledged: Sendable, Equatable {
    /// The event that was received.
    public var about: ULID

    init(about: ULID) { self.about = about }

    /// The keys of the type, in their order.
    static let keys = ["about"]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        about = try index.needEventID(.about, line)
    }

    func encode(to writer: inout JSONObjectWriter) { writer.string("about", about.description) }

    /// Checks the word that the referrer has what was recorded last.
    ///
    /// - `isKnown`: Which corrections had been recorded when they said so.
    public static func check(
        _ referral: Referral,
        where isKnown: (Event) -> Bool = { _ in true }
    ) throws(Refusal) -> Proposal {
        guard !referral.isVoid else { throw .voided }
        let about = referral.tellingSubject(where: isKnown) ?? referral.place
        if let known = referral.acknowledgement(of: about) { return .holds(known) }
        return .new(.acknowledged(Acknowledged(about: about)))
    }
}
