import Measures
import Notation
import ReferralModel
import Testing

/// Figures are the same from what was noted of needs as from the log.
@Suite struct CardTests {
    @Test(arguments: 0..<120) func `any course, any question`(seed: Int) throws {
        var courses = RandomCourses(seed: UInt64(seed))
        let events = courses.events(Int.random(in: 1...400, using: &courses.random))
        // Cards are made of what stands before `noted` and some lines after it, which are gone later.
        let noted = Int.random(in: 0...events.count, using: &courses.random)
        let (before, after) = (events[..<noted], events[noted...])
        let seen = after.filter { _ in Int.random(in: 0..<9, using: &courses.random) == 0 }
        let columns = Cards.columns(
            of: Ledger(before + seen),
            without: seen.compactMap(\.ref),
            asOf: courses.instant(),
            in: .utc,
            threads: 1 + seed % 3
        )
        let since = after.filter { _ in Int.random(in: 0..<9, using: &courses.random) < 4 }
        let ledger = Ledger(before + since)
        for _ in 0..<8 {
            let question = courses.question()
            let whole = Study(tallying: ledger, question, in: .utc)
            let cards = try Study(
                tallying: Cards(columns),
                and: since.compactMap(\.ref),
                of: ledger,
                question,
                in: .utc,
                threads: 1 + seed % 2
            )
            #expect(cards.words == whole.words, "\(question)")
        }
    }

    @Test func `pseudonyms that were linked since are one person`() throws {
        var courses = RandomCourses(seed: 7)
        let events = courses.events(300).filter { $0.ref != nil }
        let columns = Cards.columns(
            of: Ledger(events),
            without: [],
            asOf: courses.instant(),
            in: .utc,
            threads: 1
        )
        let links = [("P-1", "P-2"), ("P-2", "P-3"), ("P-0", "P-9"), ("P-9", "P-8")]
        let linked = links.map {
            courses.event("linked", ",\"person\":\"\($0)\",\"alias\":\"\($1)\",\"reason\":\"x\"")
        }
        let ledger = Ledger(events + linked)
        let question = Question(asOf: Instant(milliseconds: 2_000_000_000_000))
        let whole = Study(tallying: ledger, question, in: .utc)
        let cards = try Study(tallying: Cards(columns), and: [], of: ledger, question, in: .utc)
        #expect(cards.words == whole.words)
        let plain = Study(tallying: Ledger(events), question, in: .utc)
        #expect(plain.words != whole.words)
    }

    @Test func `a referrer who was linked since was told by either name`() throws {
        var courses = RandomCourses(seed: 3)
        courses.isExact = true
        let submitted = courses.event(
            "submitted",
            ",\"stage\":\"new\",\"referrer\":\"P-1\",\"subject\":\"P-5\",\"service\":\"food\","
                + "\"priority\":\"urgent\"",
            of: 1
        )
        let closed = courses.event(
            "closed",
            ",\"after\":\"\(submitted.id)\",\"was\":\"new\",\"outcome\":\"done\",\"class\":\"success\"",
            of: 1
        )
        let told = courses.event(
            "notified",
            ",\"about\":\"\(closed.id)\",\"recipient\":\"P-2\",\"message\":\"closure\","
                + "\"via\":\"mail\",\"status\":\"sent\",\"attempt\":1",
            of: 1
        )
        let link = courses.event(
            "linked",
            ",\"person\":\"P-1\",\"alias\":\"P-2\",\"reason\":\"x\""
        )
        let events = [submitted, closed, told]
        let question = Question(asOf: Instant(milliseconds: 2_000_000_000_000))
        for (noted, now) in [(events, events + [link]), (events + [link], events)] {
            let columns = Cards.columns(
                of: Ledger(noted),
                without: [],
                asOf: courses.instant(),
                in: .utc,
                threads: 1
            )
            let whole = Study(tallying: Ledger(now), question, in: .utc)
            let cards = try Study(
                tallying: Cards(columns),
                and: [],
                of: Ledger(now),
                question,
                in: .utc
            )
            #expect(cards.words == whole.words)
            #expect(whole.words != Study(tallying: Ledger(noted), question, in: .utc).words)
        }
    }

    @Test func `what only a line that is gone made true is not noted`() throws {
        var courses = RandomCourses(seed: 5)
        courses.isExact = true
        let rest =
            ",\"stage\":\"new\",\"referrer\":\"lake\",\"subject\":\"P-1\",\"service\":\"food\","
            + "\"priority\":\"urgent\""
        let later = courses.event("submitted", rest, of: 1)
        let ref = try #require(later.ref)
        let kept = [
            courses.event("submitted", rest + ",\"follows\":\"\(ref)\"", of: 2),
            courses.event("submitted", rest + ",\"parent\":\"\(ref)\"", of: 3),
        ]
        let columns = Cards.columns(
            of: Ledger([later] + kept),
            without: [ref],
            asOf: courses.instant(),
            in: .utc,
            threads: 2
        )
        let ledger = Ledger(kept)
        let question = Question(asOf: Instant(milliseconds: 2_000_000_000_000))
        let whole = Study(tallying: ledger, question, in: .utc)
        #expect(whole.oddities.count == 2)
        let cards = try Study(tallying: Cards(columns), and: [], of: ledger, question, in: .utc)
        #expect(cards.words == whole.words)
    }

    @Test func `what cards do not say is asked elsewhere`() throws {
        var courses = RandomCourses(seed: 1)
        let ledger = Ledger(courses.events(100))
        let instant = courses.instant()
        let columns = Cards.columns(of: ledger, without: [], asOf: instant, in: .utc, threads: 1)
        var question = Question(asOf: instant)
        question.dimension = .tag("a")
        var followed = Question(asOf: instant)
        followed.followUp = FollowUp("30d")
        for question in [question, followed] {
            #expect(throws: Cards.Unfit.other) {
                try Study(tallying: Cards(columns), and: [], of: ledger, question, in: .utc)
            }
        }
        let unheard = (0..<200).map { ReferralID(bits: $0) }
        #expect(throws: Cards.Unfit.stale) {
            let question = Question(asOf: instant)
            return try Study(tallying: Cards(columns), and: unheard, of: ledger, question, in: .utc)
        }
        #expect(throws: Cards.Unfit.damaged) {
            let question = Question(asOf: instant)
            return try Study(tallying: Cards(Columns()), and: [], of: ledger, question, in: .utc)
        }
    }
}
