public import Notation
public import ReferralModel

/// Who is behind a pseudonym.
///
/// A line of `people.jsonl`:
/// `{"id":"P-…","name":"Jo Park","addresses":["jo@example.org"],"ids":[],"updated":"2026-…"}`
public struct Person: Sendable {
    /// The pseudonym.
    public let id: PersonID
    /// What they are called; empty where only an address or an id is known.
    public var name: String
    /// Electronic addresses and telephone numbers, as given.
    public var addresses: [String]
    /// What other systems call them.
    public var ids: [String]
    /// The language to write to them in, a code such as `en`; empty where nothing is known.
    public var language: String
    /// When the line was written; of several lines the newest counts.
    public var updated: Instant

    /// Puts a person together.
    public init(
        id: PersonID,
        name: String,
        addresses: [String],
        ids: [String] = [],
        language: String = "",
        updated: Instant
    ) {
        self.id = id
        self.name = name
        self.addresses = addresses
        self.ids = ids
        self.language = language
        self.updated = updated
    }

    /// How the person is shown: by name, else by address, else by another system's id.
    public var shown: String {
        guard name.isEmpty else { return name }
        let called = ids.first.map { id in
            id.hasPrefix(Self.household) ? String(id.dropFirst(Self.household.utf8.count)) : id
        }
        return addresses.first ?? called ?? id.description
    }

    /// What the id of a household begins with.
    public static let household = "household:"

    /// Reads when a line was written; `nil` for what nobody could write a newer line after.
    static func update(_ text: String) -> Instant? {
        Instant(text).flatMap { $0 < lastUpdate ? $0 : nil }
    }

    /// A day before what can be written down ends.
    private static let lastUpdate = Instant.end.advanced(by: -86_400_000)

    /// Whether the line takes the place of another of the same person: it is newer or, of two that were
    /// written at once, later in the order of bytes, wherever the two stand.
    func replaces(_ other: Person) -> Bool {
        guard updated == other.updated else { return updated > other.updated }
        return !line.lexicographicallyPrecedes(other.line)
    }

    /// The line of the person.
    var line: [UInt8] {
        var writer = JSONObjectWriter()
        writer.string("id", id.description)
        writer.string("name", name)
        writer.value("addresses", .array(addresses.map { .string($0) }))
        writer.value("ids", .array(ids.map { .string($0) }))
        writer.string("language", language.isEmpty ? nil : language)
        writer.string("updated", updated.description)
        return writer.finish() + [0x0A]
    }
}
