import Notation
import ReferralModel
import TestSupport
import Testing

/// Who is one person, and who is forgotten, by the plainest reading of the events.
@Suite struct PersonClassesTests {
    struct Simple {
        var links: [(id: ULID, one: Verbatim, other: Verbatim)] = []
        var undone: Set<ULID> = []
        var gone: Set<Verbatim> = []

        func members(with person: Verbatim) -> Set<Verbatim> {
            var members: Set<Verbatim> = [person]
            var grew = true
            while grew {
                grew = false
                for link in links where !undone.contains(link.id) {
                    guard members.contains(link.one) != members.contains(link.other) else {
                        continue
                    }
                    members.formUnion([link.one, link.other])
                    grew = true
                }
            }
            return members
        }
    }

    static func event(_ number: Int, _ type: String, _ keys: String) throws -> Event {
        try Lines.decode(
            "{\"id\":\"\(Lines.id(number))\",\"type\":\"\(type)\",\"time\":\"2026-03-01T00:00:00Z\","
                + "\"actor\":\"ana\",\"role\":\"coordinator\",\(keys)}"
        )
    }

    @Test(arguments: 0..<200) func `links, undoings and erasures in any order`(seed: UInt64) throws
    {
        var random = Seeded(seed: seed)
        let names = (0..<8).map { Verbatim("P-000000000000000\($0)") }
        var simple = Simple()
        var events: [Event] = []
        for number in 1...30 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6:
                let (one, other) = (
                    names.randomElement(using: &random) ?? "",
                    names.randomElement(using: &random) ?? ""
                )
                simple.links.append((Lines.id(number), one, other))
                events.append(
                    try Self.event(number, "linked", "\"person\":\"\(one)\",\"alias\":\"\(other)\"")
                )
            case 6..<8:
                guard let target = simple.links.randomElement(using: &random)?.id,
                    simple.undone.insert(target).inserted
                else { continue }
                events.append(try Self.event(number, "undone", "\"target\":\"\(target)\""))
            default:
                guard seed % 3 != 0 || number > 25 else { continue }
                let person = names.randomElement(using: &random) ?? ""
                simple.gone.formUnion(simple.members(with: person))
                events.append(try Self.event(number, "erased", "\"person\":\"\(person)\""))
            }
        }
        let classes = Ledger(events).people
        for person in names {
            let members = simple.members(with: person)
            #expect(Set(classes.members(with: person)) == members)
            #expect(classes.representative(of: person) == members.min())
            let isErased = !members.isDisjoint(with: simple.gone)
            #expect(classes.isErased(person) == isErased)
            #expect(classes.erased.contains(person) == isErased)
        }
        #expect(classes.hasErasures == !simple.gone.isEmpty)
    }
}
