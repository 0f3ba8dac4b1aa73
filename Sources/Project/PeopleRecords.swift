import EventLog
import Notation
import ReferralModel

/// What a line of `people.jsonl` says: who somebody is, or a private text of an event.
enum PeopleRecord {
    case person(Person)
    case text(ULID, PrivateText)

    /// Reads a line; `nil` for one of neither kind.
    init?(_ line: Span<UInt8>, _ index: inout LineIndex) {
        let line = line.extracting(LineFormat.content(line))
        guard (try? index.read(line)) != nil else { return nil }
        if let id = index.string(.id, line).flatMap({ PersonID($0) }) {
            self = .person(
                Person(
                    id: id,
                    name: PersonDescription.folded(index.string(.name, line) ?? ""),
                    addresses: index.strings(.addresses, line).map(PersonDescription.folded),
                    ids: index.strings(.ids, line),
                    language: index.string(.language, line) ?? "",
                    updated: index.string(.updated, line).flatMap { Person.update($0) }
                        ?? Instant(milliseconds: 0)
                )
            )
        } else if let event = index.string(.event, line).flatMap({ ULID($0) }),
            let key = index.string(.key, line), let text = index.string(.text, line),
            let salt = index.string(.salt, line).flatMap({ Base64URL.read($0.utf8) })
        {
            self = .text(event, PrivateText(key: Verbatim(key), salt: salt, text: text))
        } else {
            return nil
        }
    }

    /// Under what it is found: the pseudonym and what somebody is reached at and called, or the event.
    var words: [String] {
        switch self {
        case .person(let person):
            [Self.word(person.id)] + Self.keys(of: person).map(\.text)
        case .text(let event, _): [Self.word(event)]
        }
    }

    /// Under what a person is found by pseudonym.
    static func word(_ id: PersonID) -> String { id.description }

    /// Under what the texts of an event are found.
    static func word(_ event: ULID) -> String { event.description }

    /// Under what a person is found, beside the pseudonym.
    static func keys(of person: Person) -> [Verbatim] {
        person.addresses.map(key(address:)) + person.ids.map(key(id:))
    }

    /// Under what somebody is found who is reached at a normalised address.
    static func key(address: String) -> Verbatim {
        Verbatim("at " + PersonDescription.normalised(address))
    }

    /// Under what somebody is found whom another system calls so.
    static func key(id: String) -> Verbatim { Verbatim("id " + id) }

    /// Whether a key is of an id rather than of an address.
    static func isOfID(_ key: Verbatim) -> Bool { key.text.hasPrefix("id ") }
}

/// A text that is kept outside the log, with the salt of its hash.
struct PrivateText: Sendable {
    let key: Verbatim
    let salt: [UInt8]
    let text: String

    /// Its line in `people.jsonl`.
    func line(of event: ULID) -> [UInt8] {
        var writer = JSONObjectWriter()
        writer.string("event", event.description)
        writer.string("key", key.text)
        writer.string("salt", Base64URL.spell(salt))
        writer.string("text", text)
        return writer.finish() + [0x0A]
    }

    /// The hash that stands in the log for it.
    var hash: Digest { Digest(of: salt, Array(text.utf8)) }
}

/// What some lines of `people.jsonl` come to.
struct PeopleRecords: Sendable {
    /// The newest version of each person.
    private(set) var persons: [PersonID: Person] = [:]
    /// The private texts of each event, in the order of lines.
    private(set) var texts: [ULID: [PrivateText]] = [:]
    /// Who is or was reached at a normalised address, or called so by another system.
    private(set) var known: [Verbatim: [PersonID]] = [:]

    /// Nobody.
    init() {}

    /// Reads lines.
    init(lines: some Sequence<[UInt8]>) {
        var index = LineIndex()
        for line in lines { take(line.span, &index) }
    }

    /// Takes every line of a spool.
    mutating func take(_ lines: Spool) {
        var index = LineIndex()
        lines.forEachLine { take($0.span, &index) }
    }

    /// Takes one more line; what is no line of the two kinds is passed over.
    mutating func take(_ line: Span<UInt8>, _ index: inout LineIndex) {
        switch PeopleRecord(line, &index) {
        case .person(let person)?:
            if let known = persons[person.id], !person.replaces(known) { return }
            persons[person.id] = person
            for key in PeopleRecord.keys(of: person)
            where known[key]?.contains(person.id) != true {
                known[key, default: []].append(person.id)
            }
        case .text(let event, let text)?: texts[event, default: []].append(text)
        case nil: break
        }
    }
}

extension LineIndex {
    /// The string under a key.
    fileprivate func string(_ key: LineKey, _ line: Span<UInt8>) -> String? {
        member(key)?.string(line)
    }

    /// The strings in the array under a key.
    fileprivate func strings(_ key: LineKey, _ line: Span<UInt8>) -> [String] {
        guard let member = member(key), member.kind == .array,
            case .array(let elements)? = try? JSONValue(parsing: line.extracting(member.range))
        else { return [] }
        return elements.compactMap(\.text)
    }
}
