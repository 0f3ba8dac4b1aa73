public import Notation

/// `linked`: two pseudonyms are one person.
///
/// `{…,"type":"linked",…,"person":"P-…","alias":"P-…"}`
public struct Linked: Sendable, Equatable {
    /// One pseudonym.
    public var person: Verbatim
    /// The other.
    public var alias: Verbatim
    /// Why; kept sealed.
    public var reason: Verbatim?

    /// Two pseudonyms that turn out to have one address and one name.
    public init(person: PersonID, alias: PersonID, reason: Verbatim) {
        self.person = person.verbatim
        self.alias = alias.verbatim
        self.reason = reason
    }

    /// The keys of the type, in their order.
    static let keys = ["person", "alias", "reason"]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        person = try index.need(.person, line)
        alias = try index.need(.alias, line)
        reason = index.text(.reason, line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("person", person.text)
        writer.string("alias", alias.text)
        writer.string("reason", reason?.text)
    }
}
