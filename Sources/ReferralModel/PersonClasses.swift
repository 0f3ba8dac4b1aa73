public import Notation

/// Which pseudonyms are one person, by the links in force, and who is forgotten.
public struct PersonClasses: Sendable {
    private var links = Links()
    private var gone: Set<Verbatim> = []
    /// The erasures, in the order of ids.
    private(set) var erasures: [Erasure] = []

    /// Whom an erasure took in when it was recorded.
    struct Erasure: Sendable {
        let event: ULID
        let persons: [Verbatim]
    }

    /// Whether nobody was ever linked with another, or forgotten.
    private(set) var isPlain = true

    /// Folds the events of the ledger as a whole.
    ///
    /// An erasure takes in whoever was linked by then, and is final: neither an undoing of it nor
    /// one of a link brings anybody back.
    init(_ events: [Event]) {
        guard events.contains(where: { $0.type == .linked || $0.type == .erased }) else { return }
        isPlain = false
        erasures = Self.erasures(events)
        gone = Set(erasures.flatMap(\.persons))
        let history = History(events)
        links.join(events.indices.filter(history.counts).map { events[$0] })
        for name in Set(gone.map { links.least(with: $0) }) {
            gone.formUnion(links.members(with: name))
        }
    }

    /// Whom each erasure takes in: the person it names, with those whom links in force by then made
    /// them one with.
    private static func erasures(_ events: [Event]) -> [Erasure] {
        var erasures: [Erasure] = []
        var links = Links()
        // How many of the events the links are of.
        var taken = 0
        var isPlain = true
        for (position, event) in events.enumerated() {
            switch event.payload {
            case .undone: isPlain = false
            case .erased(let erased):
                if isPlain {
                    links.join(events[taken..<position])
                } else {
                    links = Links()
                    let history = History(Array(events[..<position]))
                    links.join(history.events.indices.filter(history.counts).map { events[$0] })
                }
                taken = position
                erasures.append(
                    Erasure(event: event.id, persons: links.members(with: erased.person))
                )
            default: break
            }
        }
        return erasures
    }

    /// The name of a pseudonym's class: its least member.
    public func representative(of person: Verbatim) -> Verbatim { links.least(with: person) }

    /// Whether pseudonyms are all of one person.
    public func areOne(_ persons: [Verbatim]) -> Bool {
        Set(persons.map(representative(of:))).count == 1
    }

    /// Every pseudonym that links name.
    public var linked: Set<Verbatim> { Set(links.people) }

    /// Every pseudonym that links name, with the name of its class.
    public var classes: [Verbatim: Verbatim] {
        linked.reduce(into: [:]) { $0[$1] = representative(of: $1) }
    }

    /// Whether anybody is forgotten.
    public var hasErasures: Bool { !gone.isEmpty }

    /// Everybody who is forgotten.
    public var erased: Set<Verbatim> { gone }

    /// Every pseudonym that links name which is one person with this one, itself among them.
    public func members(with person: Verbatim) -> [Verbatim] {
        links.members(with: person).sorted()
    }

    /// Whether a person is forgotten: their details are treated as gone.
    public func isErased(_ person: Verbatim) -> Bool { gone.contains(person) }
}

/// Pseudonyms in classes, joined two by two.
private struct Links: Sendable {
    private struct Class {
        var members: [Verbatim]
        var least: Verbatim
    }

    private var numbers: [Verbatim: Int] = [:]
    private var classes: [Class] = []

    /// Every pseudonym that was joined with another.
    var people: Dictionary<Verbatim, Int>.Keys { numbers.keys }

    func members(with person: Verbatim) -> [Verbatim] {
        numbers[person].map { classes[$0].members } ?? [person]
    }

    func least(with person: Verbatim) -> Verbatim {
        numbers[person].map { classes[$0].least } ?? person
    }

    /// Joins what links among some events name.
    mutating func join(_ events: some Sequence<Event>) {
        for event in events {
            if case .linked(let linked) = event.payload { join(linked) }
        }
    }

    /// Makes the classes of two pseudonyms one; the smaller goes into the larger.
    private mutating func join(_ linked: Linked) {
        let (one, other) = (number(of: linked.person), number(of: linked.alias))
        guard one != other else { return }
        let isLarger = classes[one].members.count >= classes[other].members.count
        let (kept, taken) = isLarger ? (one, other) : (other, one)
        for person in classes[taken].members { numbers[person] = kept }
        classes[kept].least = min(classes[kept].least, classes[taken].least)
        classes[kept].members += classes[taken].members
        classes[taken].members = []
    }

    private mutating func number(of person: Verbatim) -> Int {
        if let known = numbers[person] { return known }
        numbers[person] = classes.count
        classes.append(Class(members: [person], least: person))
        return classes.count - 1
    }
}
