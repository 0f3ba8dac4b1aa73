import Measures
import Notation
import ReferralModel
import TestSupport
import Testing

/// Referrals whose events are what clones may say of them, in and out of order; the same for a seed.
struct RandomCourses {
    var random: Seeded
    /// Whether every time is meant to the instant.
    var isExact = false
    private var number = 0
    /// What each referral's last step on its path was, as far as somebody knows.
    private var last: [Int: String] = [:]
    private var closings: [Int: String] = [:]

    init(seed: UInt64) { random = Seeded(seed: seed) }

    /// So many events, in the order of ids.
    mutating func events(_ count: Int) -> [Event] { (0..<count).map { _ in next() } }

    /// An instant around the time of the events, often after all of them.
    mutating func instant() -> Instant {
        let end = Self.start + Int64(number) * Self.pace
        return Instant(milliseconds: end + hours(chance(3) ? -1000...0 : 0...1500))
    }

    mutating func question() -> Question {
        var question = Question(asOf: instant())
        if chance(3) { question.asOf = Instant(milliseconds: 2_000_000_000_000) }
        if chance(2) {
            let first = CalendarDate("2026-03-01")?.advanced(
                by: Int.random(in: 0..<40, using: &random)
            )
            let last = first?.advanced(by: Int.random(in: 0..<40, using: &random))
            question.window = DaySpan(since: first, until: chance(5) ? last : nil)
        }
        if chance(6) {
            question.dimension = Dimension.Name.allCases.randomElement(using: &random)
                .map { .plain($0) }
        }
        let filters = [
            "provider=bay,hill", "channel=fax,(none)", "outcome=done", "month=2026-03",
            "service=food", "stage=active", "provider=(none)", "decline-reason=private",
        ]
        if chance(3) {
            question.filters = filters.filter { _ in chance(2) }.compactMap { .init($0) }
        }
        return question
    }

    private static let start: Int64 = 1_772_323_200_000  // 2026-03-01
    private static let pace: Int64 = 5 * 3_600_000

    private mutating func chance(_ tenths: Int) -> Bool {
        Int.random(in: 0..<10, using: &random) < tenths
    }

    private mutating func hours(_ range: ClosedRange<Int64>) -> Int64 {
        Int64.random(in: range, using: &random) * 3_600_000
    }

    private mutating func word(_ words: String...) -> String {
        words.randomElement(using: &random) ?? ""
    }

    private mutating func next() -> Event {
        if chance(1), number > 20, chance(2) {
            let (one, other) = (word("1", "2", "5", "7"), word("3", "6", "8", "9"))
            return event(
                "linked",
                ",\"person\":\"P-\(one)\",\"alias\":\"P-\(other)\",\"reason\":\"x\""
            )
        }
        let referral = Int.random(in: 0..<max(3, number / 5 + 1), using: &random)
        guard let after = last[referral] else { return submitted(referral) }
        if chance(1), chance(3) {
            let known = Int.random(in: 0..<max(1, number), using: &random)
            let type = word("undone", "voided", "settled", "amended")
            let rest =
                switch type {
                case "undone": ",\"target\":\"\(Self.id(known))\""
                case "settled": ",\"conflicts\":[\"\(Self.id(known))\"]"
                case "amended":
                    ",\"target\":\"\(after)\",\"changes\":{\"time\":\"\(time())\",\"provider\":\"z\"}"
                default: ""
                }
            return event(type, "\(rest),\"reason\":\"x\"", of: referral)
        }
        if let closing = closings[referral], chance(6) { return told(referral, closing, after) }
        return chance(2) ? closed(referral, after) : moved(referral, after)
    }

    private mutating func submitted(_ referral: Int) -> Event {
        var rest =
            ",\"stage\":\"new\",\"referrer\":\"\(word("lake", "P-7", "P-8"))\",\"subject\":\"P-\(word("0", "1", "2", "3", "9"))\",\"service\":\"\(word("food", "help"))\",\"priority\":\"urgent\""
        if chance(5) { rest += ",\"channel\":\"\(word("fax", "phone", ""))\"" }
        if chance(2) { rest += ",\"household\":\"P-\(word("5", "6"))\"" }
        if chance(1) {
            rest += ",\"parent\":\"\(Self.ref(Int.random(in: 0..<60, using: &random)))\""
        }
        if chance(1) {
            rest += ",\"follows\":\"\(Self.ref(Int.random(in: 0..<40, using: &random)))\""
        }
        if chance(2) { rest += ",\"sealed\":{\"location\":\"h\"}" }
        return step("submitted", rest, of: referral)
    }

    private mutating func moved(_ referral: Int, _ after: String) -> Event {
        let way = ",\"after\":\"\(after)\",\"was\":\"new\""
        switch Int.random(in: 0..<5, using: &random) {
        case 0, 1:
            let due = chance(6) ? ",\"respond_by\":\"\(time(later: 1500))\"" : ""
            return step(
                "routed",
                "\(way),\"stage\":\"routed\",\"provider\":\"\(word("bay", "hill", "dale"))\",\"rule\":\"named\"\(due)",
                of: referral
            )
        case 2:
            let reason = word("", ",\"reason\":\"full\"", ",\"sealed\":{\"reason\":\"h\"}")
            return step(
                "moved",
                "\(way),\"stage\":\"new\",\"phase\":\"new\",\"effect\":\"declined\"\(reason)",
                of: referral
            )
        case 3:
            return step(
                "moved",
                "\(way),\"stage\":\"active\",\"phase\":\"active\",\"effect\":\"accepted\"",
                of: referral
            )
        default:
            return event(
                "earned",
                ",\"amount\":\"\(word("5.00", "7"))\",\"currency\":\"\(word("EUR", "USD"))\",\"kind\":\"first\"",
                of: referral
            )
        }
    }

    private mutating func closed(_ referral: Int, _ after: String) -> Event {
        if closings[referral] != nil, chance(5) {
            closings[referral] = nil
            return step(
                "reopened",
                ",\"after\":\"\(after)\",\"stage\":\"active\",\"phase\":\"active\",\"reason\":\"x\"",
                of: referral
            )
        }
        var rest =
            ",\"after\":\"\(after)\",\"was\":\"active\",\"outcome\":\"\(word("done", "gone"))\",\"class\":\"\(word("success", "partial", "failure", "unserved", "neutral"))\""
        if chance(3) { rest += ",\"told\":true" }
        if chance(4) { rest += ",\"value\":\"\(word("10.00", "2.5"))\",\"currency\":\"EUR\"" }
        if chance(1) {
            rest += ",\"duplicate_of\":\"\(Self.ref(Int.random(in: 0..<9, using: &random)))\""
        }
        let event = step("closed", rest, of: referral)
        closings[referral] = event.id.description
        return event
    }

    private mutating func told(_ referral: Int, _ closing: String, _ after: String) -> Event {
        guard chance(7) else {
            return event("acknowledged", ",\"about\":\"\(closing)\"", of: referral)
        }
        let status = word("sent", "sent", "bounced")
        return event(
            "notified",
            ",\"about\":\"\(closing)\",\"recipient\":\"\(word("lake", "P-7", "P-8"))\",\"message\":\"closure\",\"via\":\"mail\",\"status\":\"\(status)\",\"attempt\":1",
            of: referral
        )
    }

    private mutating func step(_ type: String, _ rest: String, of referral: Int) -> Event {
        let event = event(type, rest, of: referral)
        // Now and then another clone had not heard of it.
        if last[referral] == nil || !chance(1) { last[referral] = event.id.description }
        return event
    }

    /// An event with the next id.
    mutating func event(_ type: String, _ rest: String, of referral: Int? = nil) -> Event {
        number += 1
        let ref = referral.map { ",\"ref\":\"\(Self.ref($0))\"" } ?? ""
        let isVague = !isExact && chance(1) && chance(3)
        let precision = isVague ? ",\"precision\":\"\(word("day", "hour"))\"" : ""
        let line =
            "{\"id\":\"\(Self.id(number))\",\"type\":\"\(type)\"\(ref),\"time\":\"\(time())\",\"actor\":\"a\",\"role\":\"coordinator\"\(precision)\(rest)}"
        var index = LineIndex()
        let bytes = Array(line.utf8)
        guard (try? index.read(bytes.span)) != nil, let id = ULID(Self.id(number)),
            case .event(let event) = Event.decode(bytes.span, index, id: id)
        else {
            Issue.record("no event: \(line)")
            return next()
        }
        return event
    }

    private mutating func time(later: Int64 = 3) -> String {
        let jitter = hours(chance(1) ? -60...200 : 0...later)
        return Instant(milliseconds: Self.start + Int64(number) * Self.pace + jitter)
            .description
    }

    private static func id(_ number: Int) -> String {
        let digits = String(number, radix: 10)
        return "01JQ3ZK5V0T3M8N6Q4R2" + String(repeating: "0", count: 6 - digits.utf8.count)
            + digits
    }

    private static func ref(_ number: Int) -> String {
        let digits = String(number * 37 % 1000)
        return "R-" + String(repeating: "0", count: 10 - digits.utf8.count) + digits
    }
}
