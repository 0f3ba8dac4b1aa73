import Notation
import ReferralModel
import Testing

/// The table of cases of the design, and what is subtle in its words.
@Suite struct ReplayTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let events: @Sendable () throws -> [Event]
        let path: [Int]
        let conflicts: Int
        var isVoid = false
        var isTold: Bool?

        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "the other clone's word holds",
            events: {
                [
                    try Lines.routed(2, "p", after: 1), try Lines.moved(3, "accepted", after: 2),
                    try Lines.moved(4, "accepted", after: 2), try Lines.undone(5, 3),
                ]
            },
            path: [1, 2, 4],
            conflicts: 0
        ),
        Case(
            name: "an undoing of what others built on is passed over",
            events: {
                [
                    try Lines.routed(2, "p", after: 1), try Lines.moved(3, "accepted", after: 2),
                    try Lines.moved(4, "in-progress", after: 3), try Lines.undone(5, 3),
                ]
            },
            path: [1, 2, 3, 4],
            conflicts: 1
        ),
        Case(
            name: "of two moves the first holds, and what follows the other follows from it",
            events: {
                [
                    try Lines.routed(2, "p", after: 1), try Lines.moved(3, "declined", after: 2),
                    try Lines.moved(4, "accepted", after: 2), try Lines.closed(5, after: 4),
                ]
            },
            path: [1, 2, 3],
            conflicts: 1
        ),
        Case(
            name: "undoing the wrong one lets the other take its place",
            events: {
                [
                    try Lines.routed(2, "p", after: 1), try Lines.moved(3, "declined", after: 2),
                    try Lines.moved(4, "accepted", after: 2), try Lines.closed(5, after: 4),
                    try Lines.undone(6, 3),
                ]
            },
            path: [1, 2, 4, 5],
            conflicts: 0
        ),
        Case(
            name: "what says the same as what holds is no conflict",
            events: {
                [
                    try Lines.routed(2, "p", after: 1), try Lines.routed(3, "q", after: 1),
                    try Lines.undone(4, 2), try Lines.routed(5, "q", after: 1),
                ]
            },
            path: [1, 3],
            conflicts: 0
        ),
        Case(
            name: "after means the step",
            events: {
                [
                    try Lines.routed(2, "p", after: 1), try Lines.moved(3, "accepted", after: 2),
                    try Lines.undone(4, 3), try Lines.moved(5, "accepted", after: 2),
                    try Lines.moved(6, "in-progress", after: 3),
                ]
            },
            path: [1, 2, 5, 6],
            conflicts: 0
        ),
        Case(
            name: "a step that comes back brings what follows it",
            events: {
                [
                    try Lines.routed(2, "p", after: 1), try Lines.undone(3, 2),
                    try Lines.moved(4, "declined", after: 2), try Lines.routed(5, "p", after: 1),
                ]
            },
            path: [1, 5, 4],
            conflicts: 0
        ),
        Case(
            name: "somebody went on after it was voided",
            events: {
                [
                    try Lines.routed(2, "p", after: 1), try Lines.event(3, "voided"),
                    try Lines.moved(4, "accepted", after: 2),
                ]
            },
            path: [1, 2],
            conflicts: 1,
            isVoid: true
        ),
        Case(
            name: "the voiding is undone",
            events: {
                [
                    try Lines.routed(2, "p", after: 1), try Lines.event(3, "voided"),
                    try Lines.moved(4, "accepted", after: 2), try Lines.undone(5, 3),
                ]
            },
            path: [1, 2, 4],
            conflicts: 0
        ),
        Case(
            name: "what was looked at and left stays left",
            events: {
                [
                    try Lines.closed(2, after: 1), try Lines.routed(3, "p", after: 1),
                    try Lines.event(4, "settled", #""conflicts":["\#(Lines.id(3))"]"#),
                    try Lines.undone(5, 2),
                ]
            },
            path: [1],
            conflicts: 0
        ),
        Case(
            name: "the same closing with the word that the referrer knows",
            events: {
                [
                    try Lines.routed(2, "p", after: 1), try Lines.moved(3, "accepted", after: 2),
                    try Lines.closed(4, after: 3), try Lines.closed(5, after: 3, #""told":true"#),
                ]
            },
            path: [1, 2, 3, 4],
            conflicts: 0,
            isTold: true
        ),
        Case(
            name: "two closings with two values",
            events: {
                [
                    try Lines.routed(2, "p", after: 1), try Lines.moved(3, "accepted", after: 2),
                    try Lines.closed(4, after: 3, #""value":"1.00","currency":"EUR""#),
                    try Lines.closed(5, after: 3, #""value":"2.00","currency":"EUR""#),
                ]
            },
            path: [1, 2, 3, 4],
            conflicts: 1
        ),
        Case(
            name: "what a passed-over undoing wanted has come about",
            events: {
                [
                    try Lines.closed(2, after: 1),
                    try Lines.event(
                        3,
                        "reopened",
                        #""after":"\#(Lines.id(2))","stage":"submitted","phase":"new""#
                    ),
                    try Lines.undone(4, 2), try Lines.undone(5, 3), try Lines.undone(6, 2),
                ]
            },
            path: [1],
            conflicts: 0
        ),
        Case(
            name: "somebody was told what is not so",
            events: {
                [
                    try Lines.closed(2, after: 1), try Lines.told(3, about: 2),
                    try Lines.undone(4, 2),
                ]
            },
            path: [1],
            conflicts: 1
        ),
        Case(
            name: "somebody was told what another clone says too",
            events: {
                [
                    try Lines.closed(2, after: 1), try Lines.closed(3, after: 1),
                    try Lines.told(4, about: 2), try Lines.undone(5, 2),
                ]
            },
            path: [1, 3],
            conflicts: 0,
            isTold: true
        ),
        Case(
            name: "a bounce takes the word back, and a later one gives it again",
            events: {
                [
                    try Lines.closed(2, after: 1), try Lines.told(3, about: 2),
                    try Lines.told(4, about: 2, "bounced"), try Lines.told(5, about: 2, "failed"),
                ]
            },
            path: [1, 2],
            conflicts: 0,
            isTold: false
        ),
        Case(
            name: "an amended outcome has to be told anew",
            events: {
                [
                    try Lines.closed(2, after: 1), try Lines.told(3, about: 2),
                    try Lines.event(
                        4,
                        "amended",
                        #""target":"\#(Lines.id(2))","changes":{"reason":"other"}"#
                    ),
                ]
            },
            path: [1, 2],
            conflicts: 0,
            isTold: false
        ),
        Case(
            name: "an event that names what is not here waits",
            events: {
                [try Lines.routed(2, "p", after: 9), try Lines.moved(3, "accepted", after: 2)]
            },
            path: [1],
            conflicts: 0
        ),
    ]

    @Test(arguments: cases) func `the fold is that of the design`(each: Case) throws {
        var ledger = Ledger([try Lines.submitted()] + (try each.events()))
        let id = try #require(ReferralID(Lines.referral))
        let found = ledger.referral(id)
        let referral = try #require(found)
        let holding = referral.events.indices.filter { position in
            referral.events[position].type.isOnPath && referral.standing(of: position) == .holds
        }
        #expect(holding.map { Int(referral.events[$0].id.value) }.sorted() == each.path.sorted())
        #expect(referral.place == each.path.last.map { Lines.id($0) })
        let conflicts = ledger.conflicts(of: referral)
        #expect(conflicts.count { !$0.follows } == each.conflicts)
        #expect(referral.isVoid == each.isVoid)
        if let told = each.isTold { #expect((referral.told != nil) == told) }
    }

    @Test func `five instants are recorded, and none follows from another`() throws {
        var ledger = Ledger([
            try Lines.submitted(), try Lines.routed(2, "p", after: 1),
            try Lines.moved(3, "accepted", after: 2), try Lines.closed(4, after: 3),
            try Lines.told(5, about: 4),
            try Lines.event(6, "acknowledged", #""about":"\#(Lines.id(4))""#),
        ])
        let id = try #require(ReferralID(Lines.referral))
        let found = ledger.referral(id)
        let referral = try #require(found)
        let minute = { (moment: Moment?) in
            moment.map { $0.instant.description.dropFirst(14).prefix(2) }
        }
        #expect(minute(referral.course.firstAnswer?.moment) == "03")
        #expect(minute(referral.course.closing?.moment) == "04")
        #expect(minute(referral.told) == "05")
        #expect(minute(referral.acknowledged) == "06")
    }

    @Test func `a success answers an attempt that nobody answered, another end does not`() throws {
        let id = try #require(ReferralID(Lines.referral))
        var success = Ledger([
            try Lines.submitted(), try Lines.routed(2, "p", after: 1),
            try Lines.closed(3, after: 2),
        ])
        let closed = success.referral(id)
        let attempt = try #require(closed?.course.attempts.first)
        #expect(attempt.answer?.accepted == true)
        #expect(attempt.answer?.implied == true)
        var unserved = Ledger([
            try Lines.submitted(), try Lines.routed(2, "p", after: 1),
            try Lines.event(
                3,
                "closed",
                #""after":"\#(Lines.id(2))","was":"routed","outcome":"unmet","class":"unserved""#
            ),
        ])
        let over = unserved.referral(id)
        let ended = try #require(over?.course.attempts.first)
        #expect(ended.answer == nil)
        #expect(!ended.isLive)
    }
}
