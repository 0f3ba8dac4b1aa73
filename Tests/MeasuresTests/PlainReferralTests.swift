import Measures
import Notation
import ReferralModel
import Testing

/// Referrals that need no judging come to the same as if they had been judged.
@Suite struct PlainReferralTests {
    /// A ledger of lines in brief, taken in so many parts, in any order.
    private static func brief(_ events: [Event], parts: Int, keepsAll: Bool) throws -> Ledger {
        var briefs = Array(repeating: Briefs(keepsAll: keepsAll), count: parts)
        let lines = events.map { $0.encoded() }
        var index = LineIndex()
        for (number, line) in lines.enumerated() {
            try index.read(line.span)
            briefs[number % parts].take(line.span, index, events[number].id, at: UInt64(number))
        }
        return Ledger(BriefBook(briefs) { lines[Int($0)] }.source)
    }

    @Test(arguments: 0..<120) func `any course, any question`(seed: Int) throws {
        var courses = RandomCourses(seed: UInt64(seed))
        courses.isExact = seed % 2 == 0
        let events = courses.events(Int.random(in: 1...400, using: &courses.random))
        let whole = Ledger(events)
        let brief = try Self.brief(
            events.shuffled(using: &courses.random),
            parts: 1 + seed % 3,
            keepsAll: seed % 5 == 0
        )
        for _ in 0..<8 {
            var question = courses.question()
            if Bool.random(using: &courses.random) {
                let lengths = ["3d", "20d", "60h", "2026-04-01"]
                question.followUp = lengths.randomElement(using: &courses.random)
                    .flatMap { FollowUp($0) }
            }
            let one = Study(tallying: brief, question, in: .utc, threads: 1 + seed % 2)
            let other = Study(tallying: whole, question, in: .utc)
            #expect(one.words == other.words, "\(question)")
        }
    }

    @Test func `what is plain needs no look`() throws {
        var (plain, judged) = (0, 0)
        for seed in 0..<100 {
            var courses = RandomCourses(seed: UInt64(1000 + seed))
            courses.isExact = true
            let events = courses.events(100)
            var whole = Ledger(events)
            let brief = try Self.brief(events, parts: 1 + seed % 3, keepsAll: true)
            for name in whole.submissions {
                guard case .plain(let found)? = brief.foldedForFigures(name) else {
                    #expect(!brief.isPlain(name))
                    judged += 1
                    continue
                }
                plain += 1
                #expect(brief.isPlain(name))
                let referral = try #require(whole.folded(name))
                #expect(whole.conflicts(of: referral).isEmpty)
                #expect(whole.anomalies(of: referral, in: .utc).isEmpty)
                for position in referral.events.indices {
                    #expect(referral.standing(of: position) == .holds)
                }
                #expect(referral.isListed)
                #expect(found.told == referral.told)
                #expect(found.acknowledged == referral.acknowledged)
                #expect(found.latest == referral.moments.map(\.instant).max())
            }
        }
        // Most are, and the rest is as it should be met too.
        #expect(plain > 400)
        #expect(judged > 400)
    }
}
