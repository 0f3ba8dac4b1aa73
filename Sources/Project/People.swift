import EventLog
public import Notation
public import ReferralModel

/// `people.jsonl`: who is behind the pseudonyms, and the texts that are not in the log.
///
/// Lines of persons (see ``Person``) and of texts:
/// `{"event":"01JQ…","key":"note","salt":"…22 characters…","text":"…"}`.
/// The file is append-only until it is compacted; files of two clones may be put together. It is held
/// whole, or what is asked for is found in the file: the answers are the same.
public struct People: Sendable {
    /// The persons that are held, by pseudonym.
    private var persons: [PersonID: Person] = [:]
    private var texts: [ULID: [Text]] = [:]
    /// Who is or was reached at a normalised address, or called so by another system.
    private var known: [Verbatim: [PersonID]] = [:]
    /// The lines that are not held but found; `nil` where all are held.
    private let filed: FiledPeople?
    /// Of those that are held, whom somebody has yet to compare with others.
    private var newcomers: Set<PersonID> = []
    /// Says who is forgotten.
    private var erased: PersonClasses?
    /// The events whose texts are.
    private var forgotten: Set<ULID> = []

    private struct Text: Sendable {
        let key: Verbatim
        let salt: [UInt8]
        let text: String
    }

    /// Nobody.
    public init() { filed = nil }

    /// Reads the lines of a file; what is no line of the two kinds is passed over.
    init(_ bytes: [UInt8]) {
        self.init()
        // About as many persons as lines of the usual length.
        persons.reserveCapacity(bytes.count / 128)
        known.reserveCapacity(bytes.count / 128)
        take(bytes.span)
    }

    /// Finds people in a file; only lines that were not noted are held.
    init(_ filed: FiledPeople) {
        self.filed = filed
        let (looked, new) = filed.recent
        take(looked.span)
        take(new.span)
        newcomers = Set(People(new).persons.keys)
    }

    /// Reads single lines.
    init(lines: [[UInt8]]) {
        self.init()
        for line in lines { take(line.span) }
    }

    private mutating func take(_ span: Span<UInt8>) {
        var index = LineIndex()
        var start = 0
        while start < span.count {
            let end = span.first(0x0A, from: start)
            let line = span.extracting(start..<end)
            take(line.extracting(Self.mark(line)..<line.count), &index)
            start = end + 1
        }
    }

    /// Takes a line, as it stands in the file.
    mutating func take(_ line: PeopleLine) {
        var index = LineIndex()
        take(line.bytes.span, &index)
    }

    /// How many bytes of a line are a byte order mark before it.
    private static func mark(_ line: Span<UInt8>) -> Int {
        line.count >= 3 && line[0] == 0xEF && line[1] == 0xBB && line[2] == 0xBF ? 3 : 0
    }

    private mutating func take(_ line: Span<UInt8>, _ index: inout LineIndex) {
        guard (try? index.read(line)) != nil else { return }
        if let id = index.string(.id, line).flatMap({ PersonID($0) }) {
            take(person: id, line, index)
        } else if let event = index.string(.event, line).flatMap({ ULID($0) }) {
            take(text: event, line, index)
        }
    }

    private mutating func take(
        person id: PersonID,
        _ line: Span<UInt8>,
        _ index: LineIndex
    ) {
        let updated =
            index.string(.updated, line).flatMap { Instant($0) } ?? Instant(milliseconds: 0)
        if let known = persons[id], known.updated > updated { return }
        add(
            Person(
                id: id,
                name: index.string(.name, line) ?? "",
                addresses: Self.strings(.addresses, line, index),
                ids: Self.strings(.ids, line, index),
                language: index.string(.language, line) ?? "",
                updated: updated
            )
        )
    }

    private mutating func take(
        text event: ULID,
        _ line: Span<UInt8>,
        _ index: LineIndex
    ) {
        guard let key = index.string(.key, line), let text = index.string(.text, line),
            let salt = index.string(.salt, line).flatMap({ Base64URL.read($0.utf8) })
        else { return }
        texts[event, default: []].append(Text(key: Verbatim(key), salt: salt, text: text))
    }

    private static func strings(
        _ key: LineKey,
        _ line: Span<UInt8>,
        _ index: LineIndex
    ) -> [String] {
        guard let member = index.member(key), member.kind == .array,
            case .array(let elements)? = try? JSONValue(parsing: line.extracting(member.range))
        else { return [] }
        return elements.compactMap(\.text)
    }

    /// The people without those who are forgotten, and without the texts about them.
    func without(_ classes: PersonClasses, _ forgotten: Set<ULID>) -> People {
        guard classes.hasErasures else { return self }
        var kept = self
        kept.erased = classes
        kept.forgotten = forgotten
        return kept
    }

    /// The person of a pseudonym.
    public func person(_ id: PersonID) -> Person? {
        guard erased?.isErased(id.verbatim) != true else { return nil }
        let held = persons[id]
        guard let found = filed?.people(under: [FiledPeople.word(id)]).persons[id] else {
            return held
        }
        // Of two versions the newer counts, and what is held came later.
        return held.map { $0.updated >= found.updated ? $0 : found } ?? found
    }

    /// Everybody, in the order of pseudonyms.
    public var everybody: [Person] {
        var ids = Set(persons.keys)
        if let filed { ids.formUnion(filed.everybody.persons.keys) }
        return ids.sorted().compactMap { person($0) }
    }

    /// The lines that are held: those of persons by pseudonym, those of texts by event.
    var held: (persons: [Person], events: [ULID]) { (Array(persons.values), Array(texts.keys)) }

    /// Whether there is anything of some persons, or a text of some events.
    func has(anyOf persons: Set<Verbatim>, orOf events: Set<ULID>) -> Bool {
        persons.contains { PersonID($0.text).flatMap { person($0) } != nil }
            || events.contains { !texts(of: $0).isEmpty }
    }

    /// Notes that lines were added at the end of the file that this was opened from.
    ///
    /// - `newcomersAreSingle`: Whether nobody need look at newcomers again, since none is a double.
    func appended(
        _ count: Int,
        to file: File,
        having before: FileIdentity,
        newcomersAreSingle: Bool
    ) {
        guard let lines = filed?.lines else { return }
        lines.appended(
            count,
            to: file,
            having: before,
            lookedAt: newcomersAreSingle ? before.size : lines.lookedAt
        )
    }

    /// A call that failed while people were looked for, so that what was said of them is not sure.
    var fault: SystemFault? { filed?.fault }

    /// How a pseudonym is shown to people; what is no known pseudonym stays as it is.
    public func shown(_ name: Verbatim) -> String {
        PersonID(name.text).flatMap { person($0) }?.shown ?? name.text
    }

    /// The private text that a seal stands for, if it is here and is that text.
    public func text(of event: ULID, _ seal: Event.Seal) -> String? {
        texts(of: seal.keptBy ?? event).last { text in
            text.key == seal.key
                && Self.hash(salt: text.salt, text.text).description == seal.hash.text
        }?.text
    }

    private func texts(of event: ULID) -> [Text] {
        guard !forgotten.contains(event) else { return [] }
        let found = filed?.people(under: [FiledPeople.word(event)]).texts[event] ?? []
        return found + (texts[event] ?? [])
    }

    /// The persons whose normalised address is this one, in the order of pseudonyms.
    public func persons(at address: String) -> [Person] {
        let wanted = Self.key(address: address)
        return persons(known: wanted) { $0.addresses.contains { Self.key(address: $0) == wanted } }
    }

    /// The person whom another system calls so.
    public func person(id: String) -> Person? {
        let wanted = Self.key(id: id)
        return persons(known: wanted) { $0.ids.contains { Self.key(id: $0) == wanted } }.first
    }

    private func persons(known key: Verbatim, where fits: (Person) -> Bool) -> [Person] {
        let found = filed?.people(under: [key.text]).known[key] ?? []
        return Set(found + (known[key] ?? [])).sorted().compactMap { person($0) }.filter(fits)
    }

    private static func key(address: String) -> Verbatim {
        Verbatim("at " + PersonDescription.normalised(address))
    }

    private static func key(id: String) -> Verbatim { Verbatim("id " + id) }

    /// The persons with this name, address or id, for somebody who looks for one.
    public func matching(_ typed: String) -> [Person] {
        guard let description = PersonDescription(typed) else { return [] }
        let name = PersonDescription.compared(description.name)
        let reached = description.address.map { persons(at: $0).map(\.id) } ?? []
        return everybody.filter { person in
            (!name.isEmpty && PersonDescription.compared(person.name) == name)
                || reached.contains(person.id)
                || person.ids.contains { Verbatim($0) == Verbatim(typed) }
        }
    }

    /// Two pseudonyms each of persons with one address and one name.
    public var doubles: [(PersonID, PersonID)] {
        var doubles: [(PersonID, PersonID)] = []
        for key in keysOfDoubles {
            var first: [Verbatim: PersonID] = [:]
            let reached = persons(known: key) { person in
                !person.name.isEmpty
                    && person.addresses.contains { Self.key(address: $0) == key }
            }
            for person in reached {
                let name = PersonDescription.compared(person.name)
                if let one = first[name] { doubles.append((one, person.id)) }
                first[name] = first[name] ?? person.id
            }
        }
        return doubles.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    }

    /// Whether one of two was not compared with others before.
    public func hasNewcomers(among doubles: [(PersonID, PersonID)]) -> Bool {
        doubles.contains { newcomers.contains($0.0) || newcomers.contains($0.1) }
    }

    /// Under what doubles are found: of people in the file, as far as somebody has looked at them,
    /// those that were noted as doubles.
    private var keysOfDoubles: Set<Verbatim> {
        guard let filed else { return Set(known.filter { $0.value.count > 1 }.keys) }
        let noted = filed.people(under: [FiledPeople.double])
        return noted.known.keys.reduce(into: Set(newcomers.flatMap { keys(of: $0) })) {
            $0.insert($1)
        }
    }

    private func keys(of id: PersonID) -> [Verbatim] { persons[id].map { Self.keys(of: $0) } ?? [] }

    /// Under what a person is found, beside the pseudonym.
    static func keys(of person: Person) -> [Verbatim] {
        person.addresses.map(key(address:)) + person.ids.map(key(id:))
    }

    /// Whether a person's newest line, or a text, is here already.
    public func has(_ line: PeopleLine) -> Bool {
        let only = People(line.bytes)
        return switch line.subject {
        case .person(let id):
            person(id).map { known in
                only.persons[id].map { $0.updated <= known.updated } ?? true
            } ?? false
        case .text(let event):
            only.texts[event]?.allSatisfy { text in
                texts(of: event).contains { $0.key == text.key && $0.salt == text.salt }
            } ?? true
        }
    }

    /// The hash that stands in the log for a text.
    static func hash(salt: [UInt8], _ text: String) -> Digest {
        Digest(of: salt, Array(text.utf8))
    }

    /// Adds a person or a new version of one.
    mutating func add(_ person: Person) {
        persons[person.id] = person
        for key in Self.keys(of: person) where known[key]?.contains(person.id) != true {
            known[key, default: []].append(person.id)
        }
    }

    /// Keeps a private text and returns its line and the hash that stands for it.
    mutating func keep(
        _ text: String,
        of event: ULID,
        _ key: Verbatim
    ) -> (line: [UInt8], hash: Verbatim) {
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255) }
        var writer = JSONObjectWriter()
        writer.string("event", event.description)
        writer.string("key", key.text)
        writer.string("salt", Base64URL.spell(salt))
        writer.string("text", text)
        let line = writer.finish() + [0x0A]
        texts[event, default: []].append(Text(key: key, salt: salt, text: text))
        return (line, Verbatim(Self.hash(salt: salt, text).description))
    }
}

extension LineIndex {
    /// The string under a key.
    fileprivate func string(_ key: LineKey, _ line: Span<UInt8>) -> String? {
        member(key)?.string(line)
    }
}
