public import Notation

/// Which pseudonyms are one person, by the links in force, and who is forgotten.
public struct PersonClasses: Sendable {
    private var parent: [Verbatim: Verbatim] = [:]
    private var gone: Set<Verbatim> = []

    /// Folds the events of the ledger as a whole.
    ///
    /// An erasure takes in whoever was linked by then, and is final: neither an undoing of it nor
    /// one of a link brings anybody back.
    init(_ events: [Event]) {
        guard events.contains(where: { $0.type == .linked || $0.type == .erased }) else { return }
        isPlain = false
        let history = History(events)
        for position in events.indices {
            guard case .erased(let erased) = events[position].payload else { continue }
            let linked = PersonClasses(linksIn: events[..<position])
            gone.formUnion(linked.members(with: erased.person))
        }
        for position in events.indices where history.counts(position) {
            if case .linked(let linked) = events[position].payload {
                join(linked.person, linked.alias)
            }
        }
        gone.formUnion(linked.filter { isErased($0) })
    }

    /// Joins what links say that nothing has taken back.
    private init(linksIn events: ArraySlice<Event>) {
        var undone: Set<ULID> = []
        for event in events {
            if case .undone(let payload) = event.payload { undone.insert(payload.target) }
        }
        for event in events where !undone.contains(event.id) {
            if case .linked(let linked) = event.payload { join(linked.person, linked.alias) }
        }
    }

    /// The name of a pseudonym's class: its least member.
    public func representative(of person: Verbatim) -> Verbatim {
        var person = person
        while let next = parent[person] { person = next }
        return person
    }

    /// Every pseudonym that links name.
    public var linked: Set<Verbatim> { Set(parent.keys).union(parent.values) }

    /// Every pseudonym that links name, with the name of its class.
    public var classes: [Verbatim: Verbatim] {
        linked.reduce(into: [:]) { $0[$1] = representative(of: $1) }
    }

    /// Whether nobody was ever linked with another, or forgotten.
    private(set) var isPlain = true

    /// Whether anybody is forgotten.
    public var hasErasures: Bool { !gone.isEmpty }

    /// Everybody who is forgotten.
    public var erased: Set<Verbatim> { gone.reduce(into: gone) { $0.formUnion(members(with: $1)) } }

    /// Every pseudonym that links name which is one person with this one, itself among them.
    public func members(with person: Verbatim) -> [Verbatim] {
        let name = representative(of: person)
        return linked.union([person]).filter { representative(of: $0) == name }.sorted()
    }

    /// Whether a person is forgotten: their details are treated as gone.
    public func isErased(_ person: Verbatim) -> Bool {
        guard !gone.isEmpty else { return false }
        return gone.contains(person) || members(with: person).contains { gone.contains($0) }
    }

    private mutating func join(_ one: Verbatim, _ other: Verbatim) {
        let (first, second) = (representative(of: one), representative(of: other))
        guard first != second else { return }
        parent[max(first, second)] = min(first, second)
    }
}
