public import Notation

/// Which pseudonyms are one person, by the links in force, and who is forgotten.
public struct PersonClasses: Sendable {
    /// What links and erasures come to, worked out when it is asked for, since many may be recorded at once;
    /// `nil` where nobody was ever linked with another, or forgotten.
    private let made: MadeOnce<KnownClasses>?

    private var known: KnownClasses? { made?.value }

    /// Whether nobody was ever linked with another, or forgotten.
    var isPlain: Bool { made == nil }

    /// The erasures that took in each person when they were recorded.
    var erasures: [Verbatim: [ULID]] { known?.erasures ?? [:] }

    /// Folds the events of the ledger as a whole.
    ///
    /// An erasure takes in whoever was linked by then, and is final: neither an undoing of it nor
    /// one of a link brings anybody back.
    init(_ events: [Event]) {
        let isPlain = !events.contains { $0.type == .linked || $0.type == .erased }
        made = isPlain ? nil : MadeOnce { KnownClasses(events) }
    }

    /// The name of a pseudonym's class: its least member.
    public func representative(of person: Verbatim) -> Verbatim {
        known?.links.least(with: person) ?? person
    }

    /// Whether pseudonyms are all of one person.
    public func areOne(_ persons: [Verbatim]) -> Bool {
        Set(persons.map(representative(of:))).count == 1
    }

    /// Every pseudonym that links name.
    public var linked: Set<Verbatim> { known.map { Set($0.links.people) } ?? [] }

    /// Every pseudonym that links name, with the name of its class.
    public var classes: [Verbatim: Verbatim] {
        linked.reduce(into: [:]) { $0[$1] = representative(of: $1) }
    }

    /// Whether anybody is forgotten.
    public var hasErasures: Bool { known?.gone.isEmpty == false }

    /// Everybody who is forgotten.
    public var erased: Set<Verbatim> { known?.gone ?? [] }

    /// Every pseudonym that links name which is one person with this one, itself among them.
    public func members(with person: Verbatim) -> [Verbatim] {
        known?.links.members(with: person).sorted() ?? [person]
    }

    /// Whether a person is forgotten: their details are treated as gone.
    public func isErased(_ person: Verbatim) -> Bool { known?.gone.contains(person) == true }
}

/// What links and erasures come to; a class, since it is made once and asked from many places.
private final class KnownClasses: Sendable {
    let links: Links
    let gone: Set<Verbatim>
    let erasures: [Verbatim: [ULID]]

    init(_ events: [Event]) {
        var (links, gone) = (Links(), Set<Verbatim>())
        var erasures: [Verbatim: [ULID]] = [:]
        var history = History([])
        // Whether one was taken back, or brought back, since the links were joined.
        var isStale = false
        for event in events where [.linked, .undone, .erased].contains(event.type) {
            history.append(event)
            switch event.payload {
            case .linked(let linked):
                if history.counts(history.events.count - 1) { links.join(linked) }
            case .undone: isStale = true
            case .erased(let erased):
                if isStale { links = Links(inForceIn: history) }
                isStale = false
                let persons = links.members(with: erased.person)
                for person in persons { erasures[person, default: []].append(event.id) }
                gone.formUnion(persons)
            default: break
            }
        }
        if isStale { links = Links(inForceIn: history) }
        for name in Set(gone.map { links.least(with: $0) }) {
            gone.formUnion(links.members(with: name))
        }
        (self.links, self.gone, self.erasures) = (links, gone, erasures)
    }
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

    /// Nobody is joined.
    init() {}

    /// Joins what the links in force among judged events name.
    init(inForceIn history: History) {
        for position in history.events.indices where history.counts(position) {
            if case .linked(let linked) = history.events[position].payload { join(linked) }
        }
    }

    /// Makes the classes of two pseudonyms one; the smaller goes into the larger.
    mutating func join(_ linked: Linked) {
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
