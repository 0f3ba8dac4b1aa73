import EventLog
public import Notation
public import ReferralModel

/// What a command is about to append: persons, private texts and events, not yet on disk.
///
/// Ids and links are given as events are added, so that each can be checked against the state
/// with the ones before it. Nothing is written until ``LedgerDirectory/commit(_:)``.
public struct Draft: Sendable {
    /// The people, those of this draft among them.
    public private(set) var people: People
    /// The events so far, sealed as they will stand in the log.
    public private(set) var events: [Event] = []
    private(set) var lines: [[UInt8]] = []
    private(set) var privateLines: [UInt8] = []
    /// Whether none of those who came since people were noted has one address and one name with another.
    public var newcomersAreSingle = false
    private var heads: [Digest]?
    private var mint: IdentifierMint
    private let programme: Programme

    /// Begins after what the log holds.
    ///
    /// - `heads`: What the first event names; `nil` for a ledger's founding line.
    init(
        after newest: ULID?,
        heads: [Digest]?,
        now: Instant,
        people: People,
        programme: Programme
    ) {
        self.people = people
        self.heads = heads
        self.programme = programme
        mint = IdentifierMint(after: newest, now: now)
    }

    /// Whether nothing is recorded yet, so that the first event founds the ledger.
    public var isFirst: Bool { heads == nil }

    /// Keeps a person.
    public mutating func add(_ person: Person) {
        people.add(person)
        privateLines += person.line
    }

    /// Keeps a line that somebody handed over.
    public mutating func add(_ line: PeopleLine) {
        people.take(line)
        privateLines += line.bytes + [0x0A]
    }

    /// Adds an event made for the next id, its private texts sealed.
    ///
    /// - `changed`: The keys to seal within the changes of an amendment.
    /// - `make`: Given the id, and the clock's reading where the id runs ahead of it.
    @discardableResult
    public mutating func add(
        sealing changed: Set<Verbatim> = [],
        _ make: (ULID, Instant?) -> Event
    ) -> Event {
        let (id, clock) = mint.next()
        let event = make(id, clock)
        let keys = programme.privateKeys(of: event)
        let sealed = event.sealing(keys, inChanges: changed) { key, text in
            let kept = people.keep(text, of: id, key)
            privateLines += kept.line
            return kept.hash
        }
        let line = LineFormat.line(sealed.encoded(), naming: heads)
        heads = [LineFormat.hash(Array(line.dropLast()).span)]
        lines.append(line)
        events.append(sealed)
        return sealed
    }
}
