public import Notation

/// `consented`: consent was given or taken back, or why it was done without.
///
/// `{…,"type":"consented",…,"subject":"P-…","scope":"share-record","granted":true,
/// "basis":"consent","until":"2027-03-01"}`
public struct Consented: Sendable, Equatable {
    /// What it rests on.
    public enum Basis: String, Sendable, CaseIterable {
        /// The person said so.
        case consent
        /// Somebody decided without them.
        case override
        /// A contract.
        case contract
        /// A legal duty.
        case duty
    }

    /// Whose data: a pseudonym, or an account where the programme is open.
    public var subject: Verbatim
    /// What may be done.
    public var scope: Verbatim
    /// Whether it may.
    public var granted: Bool
    /// For whom: a provider or a group; all where absent.
    public var recipient: Verbatim?
    /// consent, override, contract or duty.
    public var basis: Verbatim
    /// How long: an instant or a day.
    public var until: Verbatim?
    /// What shows it; kept sealed.
    public var evidence: Verbatim?
    /// Who decided and why, where consent could not be had; kept sealed.
    public var override: Verbatim?

    /// The keys of the type, in their order.
    static let keys = [
        "subject", "scope", "granted", "recipient", "basis", "until", "evidence", "override",
    ]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        subject = try index.need(.subject, line)
        scope = try index.need(.scope, line)
        granted = try index.needBool(.granted, line)
        recipient = index.text(.recipient, line)
        basis = try index.need(.basis, line)
        until = index.text(.until, line)
        evidence = index.text(.evidence, line)
        override = index.text(.override, line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("subject", subject.text)
        writer.string("scope", scope.text)
        writer.bool("granted", granted)
        writer.string("recipient", recipient?.text)
        writer.string("basis", basis.text)
        writer.string("until", until?.text)
        writer.string("evidence", evidence?.text)
        writer.string("override", override?.text)
    }

    /// Refuses a basis that there is not, and an override that nobody answers for.
    func check() throws(Refusal) {
        try Refusal.unless(basis, isOneOf: Basis.self, key: "basis")
        guard basis != "override" || override != nil else {
            throw .lacks(key: "override", type: .consented)
        }
    }
}
