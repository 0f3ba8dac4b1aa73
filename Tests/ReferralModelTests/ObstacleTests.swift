import Notation
import ReferralModel
import TestSupport
import Testing

/// What a person is told to take back, so that what does not hold would: it can be, and then it does.
@Suite struct ObstacleTests {
    /// Events of several clones that went on from wherever each of them stood.
    static func events(_ random: inout Seeded) throws -> [Event] {
        var events = [try Lines.submitted()]
        var ends: [(number: Int, type: String)] = [(1, "submitted")]
        for number in 2...Int.random(in: 4...12, using: &random) {
            guard let end = ends.randomElement(using: &random) else { continue }
            let event: Event
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                let provider = ["p", "q", "r"].randomElement(using: &random) ?? "p"
                event = try Lines.routed(number, provider, after: end.number)
            case 1: event = try Lines.moved(number, "accepted", after: end.number)
            case 2: event = try Lines.moved(number, "declined", after: end.number)
            default: event = try Lines.undone(number, end.number)
            }
            guard end.number > 1 || event.type != .undone else { continue }
            events.append(event)
            if event.type != .undone { ends.append((number, event.type.rawValue)) }
        }
        return events
    }

    @Test(arguments: 0..<400) func `taken back in turn, they let it hold`(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let events = try Self.events(&random)
        let id = try #require(events[0].ref)
        var ledger = Ledger(events)
        let known = ledger.referral(id)
        let referral = try #require(known)
        var found = 0
        let conflicts = referral.conflicts.filter { $0.kind == .offPath && !$0.follows }
        for conflict in conflicts {
            guard let obstacles = referral.obstacles(to: conflict.event) else { continue }
            found += 1
            var later = ledger
            let targets = try later.undoing(obstacles.map { Ledger.Place(id: $0, ref: id) })
            for target in targets.joined() {
                let number = 100 + (later.referral(id)?.events.count ?? 0)
                later.append(try Lines.decode(Self.undoing(number, target)))
            }
            let after = later.referral(id)
            #expect(
                after?.conflicts.contains { $0.event == conflict.event } == false,
                "\(conflict)"
            )
        }
        // Without undoings there is always a way.
        let isPlain = !events.contains { $0.type == .undone }
        #expect(found == conflicts.count || !isPlain)
    }

    @Test func `of many that stand in each other's place only few are tried`() throws {
        let events =
            try [Lines.submitted()]
            + (2...400).map { try Lines.routed($0, "p\($0)", after: 1) }
        var ledger = Ledger(events)
        let id = try #require(events[0].ref)
        let known = ledger.referral(id)
        let referral = try #require(known)
        #expect(referral.conflicts.count == 398)
        #expect(referral.obstacles(to: Lines.id(3)) == [Lines.id(2)])
        #expect(referral.obstacles(to: Lines.id(4)) == nil)
        ledger = Ledger(events[..<30])
        let fewer = ledger.referral(id)
        let short = try #require(fewer)
        #expect(short.obstacles(to: Lines.id(18))?.count == 16)
        #expect(short.obstacles(to: Lines.id(19)) == nil)
    }

    private static func undoing(_ number: Int, _ target: ULID) -> String {
        "{\"id\":\"\(Lines.id(number))\",\"type\":\"undone\",\"ref\":\"\(Lines.referral)\","
            + "\"time\":\"2026-03-01T00:59:00Z\",\"actor\":\"ana\",\"role\":\"provider\","
            + "\"target\":\"\(target)\"}"
    }
}
