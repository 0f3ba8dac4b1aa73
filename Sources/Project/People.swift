import EventLog
public import Notation
public import ReferralModel

/// `people.jsonl`: who is behind the pseudonyms, and the texts that are not in the log.
///
/// Lines of persons (see ``Person``) and of texts:
/// `{"event":"01JQ…","key":"note","salt":"…22 characters…","text":"…"}`.
/// The file is append-only until it is compacted; files of two clones may be put together. Lines are
/// read when they are asked for, out of those that are at hand, or out of the file itself.
public struct People: Sendable {
    /// The lines that are not at hand but found in the file; `nil` where all are at hand.
    private let filed: FiledPeople?
    /// The lines that are at hand: of the file, and then those that are added.
    private let lines: [PeopleLines]
    /// Of those that are at hand, whom somebody has yet to compare with others.
    private var newcomers: [PersonID] = []
    /// Whom an entry brings that is not recorded yet: found as the others are, in no file.
    private var met: [Person] = []
    /// Who is forgotten, and the texts of which events; `nil` where nobody is.
    private var erased: Erased?

    private final class Erased: Sendable {
        let classes: PersonClasses
        let events: Set<ULID>

        init(_ classes: PersonClasses, _ events: Set<ULID>) {
            (self.classes, self.events) = (classes, events)
        }
    }

    /// Nobody.
    public init() { self.init([]) }

    /// Takes the lines of a file; what is no line of the two kinds is passed over.
    ///
    /// - `spool`: Where lines go that are added.
    init(_ bytes: [UInt8], adding spool: Spool = Spool()) {
        filed = nil
        lines = [PeopleLines(bytes), PeopleLines(into: spool)]
    }

    /// Finds people in a file; only lines that were not noted are at hand.
    init(_ filed: FiledPeople, adding spool: Spool) {
        self.filed = filed
        let (lookedAt, new) = filed.recent
        lines = [PeopleLines(lookedAt), PeopleLines(new), PeopleLines(into: spool)]
        var records = PeopleRecords()
        records.take(lines[1].spool)
        newcomers = Array(records.persons.keys)
    }

    /// The lines that were added.
    var added: Spool { lines[lines.count - 1].spool }

    /// Whether nothing is kept of anybody.
    private var isBlank: Bool { filed == nil && lines.allSatisfy { $0.spool.size == 0 } }

    /// What the lines found under some words say; those of other words perhaps among them.
    private func records(under words: [String]) -> PeopleRecords {
        var records = filed?.people(under: words) ?? PeopleRecords()
        for held in lines { held.find(under: words, into: &records) }
        return records
    }

    /// The people without those who are forgotten, and without the texts about them.
    func without(_ classes: PersonClasses, _ forgotten: Set<ULID>) -> People {
        guard classes.hasErasures else { return self }
        var kept = self
        kept.erased = Erased(classes, forgotten)
        return kept
    }

    /// The person of a pseudonym.
    public func person(_ id: PersonID) -> Person? {
        guard erased?.classes.isErased(id.verbatim) != true else { return nil }
        return records(under: [PeopleRecord.word(id)]).persons[id] ?? met.first { $0.id == id }
    }

    /// Everybody, in the order of pseudonyms.
    public var everybody: [Person] {
        var records = filed?.everybody ?? PeopleRecords()
        for held in lines { records.take(held.spool) }
        return records.persons.values.filter { erased?.classes.isErased($0.id.verbatim) != true }
            .sorted { $0.id < $1.id }
    }

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
                && text.hash.description == seal.hash.text
        }?.text
    }

    private func texts(of event: ULID) -> [PrivateText] {
        // A check asks for each seal of a ledger, whose texts may all be elsewhere.
        guard !isBlank, erased?.events.contains(event) != true else { return [] }
        return records(under: [PeopleRecord.word(event)]).texts[event] ?? []
    }

    /// The persons whose normalised address is this one, in the order of pseudonyms; then those who
    /// were met.
    public func persons(at address: String) -> [Person] {
        let wanted = PeopleRecord.key(address: address)
        return persons(known: wanted) {
            $0.addresses.contains { PeopleRecord.key(address: $0) == wanted }
        }
    }

    /// The persons whom another system calls so, in the order of pseudonyms; then those who were met.
    public func persons(id: String) -> [Person] {
        let wanted = PeopleRecord.key(id: id)
        return persons(known: wanted) { $0.ids.contains { PeopleRecord.key(id: $0) == wanted } }
    }

    private func persons(known key: Verbatim, where fits: (Person) -> Bool) -> [Person] {
        let known = (records(under: [key.text]).known[key] ?? []).sorted().compactMap { person($0) }
        return (known + met).filter(fits)
    }

    /// The persons with this name, address or id, for somebody who looks for one.
    public func matching(_ typed: String) -> [Person] {
        if let id = PersonID(typed: typed) { return person(id).map { [$0] } ?? [] }
        guard let description = PersonDescription(typed) else { return [] }
        let name = PersonDescription.compared(description.name)
        let reached = description.address.map { persons(at: $0).map(\.id) } ?? []
        return everybody.filter { person in
            (!name.isEmpty && PersonDescription.compared(person.name) == name)
                || reached.contains(person.id)
                || person.ids.contains { Verbatim($0) == Verbatim(typed) }
        }
    }

    /// Two pseudonyms each of persons with one address and one name, or one id and no other name.
    public var doubles: [(PersonID, PersonID)] {
        var doubles: [(PersonID, PersonID)] = []
        for key in keysOfDoubles {
            let reached = persons(known: key) { PeopleRecord.keys(of: $0).contains(key) }
            let names = Set(reached.map { PersonDescription.compared($0.name) })
            let isOne = PeopleRecord.isOfID(key) && names.subtracting([""]).count <= 1
            var first: [Verbatim: PersonID] = [:]
            for person in reached where isOne || !person.name.isEmpty {
                let name = isOne ? "" : PersonDescription.compared(person.name)
                if let one = first[name] { doubles.append((one, person.id)) }
                first[name] = first[name] ?? person.id
            }
        }
        return doubles.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    }

    /// Whether one of two was not compared with others before.
    public func hasNewcomers(among doubles: [(PersonID, PersonID)]) -> Bool {
        guard !doubles.isEmpty else { return false }
        let new = Set(newcomers)
        return doubles.contains { new.contains($0.0) || new.contains($0.1) }
    }

    /// Under what doubles are found: of people in the file, as far as somebody has looked at them,
    /// those that were noted as doubles.
    private var keysOfDoubles: Set<Verbatim> {
        guard let filed else {
            return lines.reduce(into: []) { $0.formUnion($1.repeated.known.keys) }
        }
        let noted = filed.people(under: [FiledPeople.double])
        return newcomers.reduce(into: Set(noted.known.keys)) { keys, id in
            if let person = person(id) { keys.formUnion(PeopleRecord.keys(of: person)) }
        }
    }

    /// Whether a person's newest line, or a text, is here already.
    public func has(_ line: PeopleLine) -> Bool {
        var index = LineIndex()
        return switch PeopleRecord(line.bytes.span, &index) {
        case .person(let new)?: person(new.id).map { new.updated <= $0.updated } ?? false
        case .text(let event, let new)?:
            texts(of: event).contains { $0.key == new.key && $0.salt == new.salt }
        case nil: true
        }
    }

    /// Takes note of somebody who is to be added once what brings them is recorded.
    mutating func meet(_ person: Person) { met.append(person) }

    /// Adds those who were met.
    mutating func addMet() {
        let persons = met
        met = []
        for person in persons { add(person) }
    }

    /// Forgets those who were met, since nothing was recorded that brings them.
    mutating func forgetMet() { met = [] }

    /// Adds a person or a new version of one.
    mutating func add(_ person: Person) {
        lines[lines.count - 1].add(person.line, saying: .person(person))
    }

    /// Adds a line, as somebody handed it over.
    mutating func add(_ line: PeopleLine) {
        var index = LineIndex()
        guard let record = PeopleRecord(line.bytes.span, &index) else { return }
        lines[lines.count - 1].add(line.bytes + [0x0A], saying: record)
    }

    /// Keeps a private text, and returns the hash that stands for it.
    mutating func keep(_ text: String, of event: ULID, _ key: Verbatim) -> Verbatim {
        let random = UInt128.random(in: 0 ... .max)
        let salt = (0..<16).map { UInt8(truncatingIfNeeded: random >> (8 * $0)) }
        let text = PrivateText(key: key, salt: salt, text: text)
        lines[lines.count - 1].add(text.line(of: event), saying: .text(event, text))
        return Verbatim(text.hash.description)
    }
}
