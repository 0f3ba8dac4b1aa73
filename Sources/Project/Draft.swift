import EventLog
public import Notation
public import ReferralModel

/// What a command is about to append: persons, private texts and events, not yet on disk.
///
/// Ids and links are given as events are added, so that each can be checked against the state
/// with the ones before it. Nothing is written before all have been checked.
public struct Draft: Sendable {
    /// The people, those of this draft among them.
    public private(set) var people: People
    /// Whether none of those who came since people were noted has one address and one name with another.
    public var newcomersAreSingle = false
    private let drafted: DraftedEvents
    private var heads: [Digest]?
    private var mint: IdentifierMint
    private let programme: Programme

    /// Begins after what the log holds.
    ///
    /// - `heads`: What the first event names; `nil` for a ledger's founding line.
    init(
        _ drafted: DraftedEvents,
        after newest: ULID?,
        heads: [Digest]?,
        now: Instant,
        people: People,
        programme: Programme
    ) {
        self.drafted = drafted
        self.people = people
        self.heads = heads
        self.programme = programme
        mint = IdentifierMint(after: newest, now: now)
    }

    /// Whether nothing is recorded yet, so that the first event founds the ledger.
    public var isFirst: Bool { heads == nil }

    /// Whether an event is one of this draft.
    public func contains(_ id: ULID) -> Bool { drafted.contains(id) }

    /// Calls a closure with each event so far, sealed as it will stand in the log.
    public func forEachEvent<Problem: Error>(
        _ body: (Event) throws(Problem) -> Void
    ) throws(Problem) {
        try drafted.forEach(body)
    }

    /// Keeps a person.
    public mutating func add(_ person: Person) { people.add(person) }

    /// Keeps a person once the next event is added.
    public mutating func meet(_ person: Person) { people.meet(person) }

    /// Keeps none of those who were met since the last event.
    public mutating func forgetMet() { people.forgetMet() }

    /// Keeps a line that somebody handed over.
    public mutating func add(_ line: PeopleLine) { people.add(line) }

    /// Adds an event made for the next id, its private texts sealed, and those who were met for it.
    ///
    /// - `changed`: The keys to seal within the changes of an amendment.
    /// - `make`: Given the id, and the clock's reading where the id runs ahead of it.
    /// - Returns: The event as it will stand in the log.
    @discardableResult
    public mutating func add(
        sealing changed: [Verbatim] = [],
        _ make: (ULID, Instant?) -> Event
    ) -> Event {
        people.addMet()
        let (id, clock) = mint.next()
        let event = make(id, clock)
        let keys = programme.privateKeys(of: event)
        let (sealed, object) = event.sealing(keys, inChanges: changed) { key, text in
            people.keep(text, of: id, key)
        }
        let line = LineFormat.line(object, naming: heads)
        heads = [LineFormat.hash(line.span.extracting(droppingLast: 1))]
        drafted.add(sealed, line)
        return sealed
    }
}
