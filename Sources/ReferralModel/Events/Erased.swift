public import Notation

/// `erased`: a person and every pseudonym linked to theirs is forgotten.
///
/// `{…,"type":"erased",…,"person":"P-…"}`
public struct Erased: Sendable, Equatable {
    /// The pseudonym.
    public var person: Verbatim

    /// The keys of the type, in their order.
    static let keys = ["person"]

    /// Forgets a person.
    public init(person: PersonID) { self.person = person.verbatim }

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        person = try index.need(.person, line)
    }

    func encode(to writer: inout JSONObjectWriter) { writer.string("person", person.text) }
}
