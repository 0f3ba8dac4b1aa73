public import Notation

/// Which pseudonyms are one person, by the links in force, and who is forgotten.
public struct PersonClasses: Sendable {
    private var parent: [Verbatim: Verbatim] = [:]
    private var gone: Set<Verbatim> = []

    /// Folds the events of the ledger as a whole.
    init(_ events: [Event]) {
        guard events.contains(where: { $0.type == .linked || $0.type == .erased }) else { return }
        let history = History(events)
        for position in events.indices where history.counts(position) {
            switch events[position].payload {
            case .linked(let linked): join(linked.person, linked.alias)
            case .erased(let erased): gone.insert(erased.person)
            default: break
            }
        }
        gone = Set(gone.map { representative(of: $0) })
    }

    /// The name of a pseudonym's class: its least member.
    public func representative(of person: Verbatim) -> Verbatim {
        var person = person
        while let next = parent[person] { person = next }
        return person
    }

    /// Whether anybody is forgotten.
    public var hasErasures: Bool { !gone.isEmpty }

    /// Every pseudonym that links name which is one person with this one, itself among them.
    public func members(with person: Verbatim) -> [Verbatim] {
        let name = representative(of: person)
        let linked = Set(parent.keys).union(parent.values)
        return linked.union([person]).filter { representative(of: $0) == name }.sorted()
    }

    /// Whether a person is forgotten: their details are treated as gone.
    public func isErased(_ person: Verbatim) -> Bool {
        gone.contains(representative(of: person))
    }

    private mutating func join(_ one: Verbatim, _ other: Verbatim) {
        let (first, second) = (representative(of: one), representative(of: other))
        guard first != second else { return }
        parent[max(first, second)] = min(first, second)
    }
}
