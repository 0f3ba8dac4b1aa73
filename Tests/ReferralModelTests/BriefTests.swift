import Notation
import ReferralModel
import TestSupport
import Testing

/// What figures need of a referral is the same from briefs as from the lines themselves.
@Suite struct BriefTests {
    /// A course of events of one referral, with every key that figures look at.
    static let lines = [
        #"{"id":"@1","type":"submitted","ref":"R-0123456789","time":"2026-03-01T09:00:00Z","actor":"a","role":"coordinator","tags":{"a":"b","c":"d"},"stage":"new","referrer":"lake","subject":"P-1","service":"food","priority":"urgent","channel":"fax","source":"Zürich \"x\"","campaign":"c","segment":"s","incentive":"i","household":"P-2","key":"k","system":"y","sealed":{"location":"h","need":"h"},"prev":[]}"#,
        #"{"id":"@2","type":"routed","ref":"R-0123456789","time":"2026-03-02T09:00:00.250Z","actor":"a","role":"coordinator","after":"@1","was":"new","stage":"routed","provider":"bay","rule":"named","respond_by":"2026-03-05T00:00:00Z"}"#,
        #"{"id":"@3","type":"moved","ref":"R-0123456789","time":"2026-03-03T12:00:00Z","actor":"a","role":"provider","precision":"day","after":"@2","was":"routed","stage":"new","phase":"new","effect":"declined","sealed":{"reason":"h"}}"#,
        #"{"id":"@4","type":"routed","ref":"R-0123456789","time":"2026-03-04T09:00:00+01:00","actor":"a","role":"coordinator","after":"@3","was":"new","stage":"routed","provider":"hill","rule":"named"}"#,
        #"{"id":"@5","type":"moved","ref":"R-0123456789","time":"2026-03-05T09:00:00Z","actor":"a","role":"provider","after":"@4","was":"routed","stage":"held","phase":"held","effect":"accepted","scheduled_for":"2026-04-01"}"#,
        #"{"id":"@6","type":"noted","ref":"R-0123456789","time":"2026-03-06T09:00:00Z","actor":"a","role":"provider","kind":"contact"}"#,
        #"{"id":"@7","type":"closed","ref":"R-0123456789","time":"2026-03-07T09:00:00Z","actor":"a","role":"provider","after":"@5","was":"held","outcome":"done","class":"success","reason":"r","told":true,"value":"12.50","currency":"EUR"}"#,
        #"{"id":"@8","type":"reopened","ref":"R-0123456789","time":"2026-03-08T09:00:00Z","actor":"a","role":"coordinator","after":"@7","stage":"held","phase":"active","reason":"x"}"#,
        #"{"id":"@9","type":"closed","ref":"R-0123456789","time":"2026-03-09T09:00:00Z","actor":"a","role":"provider","after":"@8","was":"held","outcome":"gone","class":"failure","duplicate_of":"R-0000000001"}"#,
        #"{"id":"@A","type":"notified","ref":"R-0123456789","time":"2026-03-10T09:00:00Z","actor":"a","role":"coordinator","about":"@9","recipient":"lake","message":"closure","via":"mail","status":"sent","attempt":1}"#,
        #"{"id":"@B","type":"notified","ref":"R-0123456789","time":"2026-03-11T09:00:00Z","actor":"a","role":"coordinator","about":"@9","recipient":"lake","message":"closure","via":"mail","status":"bounced","attempt":1}"#,
        #"{"id":"@C","type":"acknowledged","ref":"R-0123456789","time":"2026-03-12T09:00:00Z","actor":"a","role":"referrer","about":"@9"}"#,
        #"{"id":"@D","type":"earned","ref":"R-0123456789","time":"2026-03-13T09:00:00Z","actor":"a","role":"system","amount":"99.00","currency":"EUR","kind":"first"}"#,
    ].map { line in
        line.split(separator: "@", omittingEmptySubsequences: false).enumerated()
            .map { index, part in index == 0 ? String(part) : "01JQ3ZK5V0T3M8N6Q4R2S1XWY" + part }
            .joined()
    }

    /// Everything that figures look at, in words.
    static func words(_ ledger: Ledger) -> [String] {
        var ledger = ledger
        let zone = TimeZoneRules.utc
        let late = Instant(milliseconds: 2_000_000_000_000)
        return ledger.submissions.flatMap { id -> [String] in
            guard let referral = ledger.folded(id) else { return [] }
            let days = ["03T00", "06T00", "07T12", "09T12"]
            let instants = days.compactMap { Instant("2026-03-\($0):00:00Z") } + [late]
            return [
                "\(id) \(referral.isListed) \(ledger.anomalies(of: referral, in: zone))",
                "\(ledger.original(of: referral.course, id) as Any)",
            ] + instants.map { words(referral.asOf($0, in: zone), $0) }
        }
    }

    private static func words(_ referral: Referral, _ instant: Instant) -> String {
        let course = referral.course
        var submitted = course.submitted
        // A brief has neither.
        submitted?.need = nil
        submitted?.code = nil
        let keys: [Verbatim] = ["channel", "source", "location", "tags.a"]
        let closing = course.closing
        return [
            "\(submitted as Any) \(course.submission?.moment as Any)",
            "\(course.submission?.tags as Any) \(keys.map { course.submission?.isSealed($0) })",
            "\(course.stage) \(course.phase) \(course.since as Any) \(course.stays)",
            "\(course.attempts) \(course.wasClosed) \(course.wasReopened)",
            "\(course.declineReason as Any) \(course.declineReasonIsSealed)",
            "\(closing?.moment as Any) \(closing?.payload.outcome as Any)",
            "\(closing?.payload.outcomeClass as Any) \(closing?.payload.money as Any)",
            "\(closing?.payload.reason as Any) \(closing?.seals.contains { $0.key == "reason" } as Any)",
            "\(referral.told as Any) \(referral.acknowledged as Any)",
            "\(referral.earned(by: instant, in: .utc))",
        ].joined(separator: "\n")
    }

    /// A ledger of lines, from their events, and from their briefs on so many threads.
    static func ledgers(_ lines: [[UInt8]], parts: Int) -> (whole: Ledger, brief: Ledger) {
        var index = LineIndex()
        var events: [Event] = []
        var briefs = Array(repeating: Briefs(), count: parts)
        for (number, line) in lines.enumerated() {
            guard (try? index.read(line.span)) != nil,
                let id = index.member(.id)?.string(line.span).flatMap({ ULID($0) }),
                index.member(.type)?.kind == .string
            else { continue }
            if case .event(let event) = Event.decode(line.span, index, id: id) {
                events.append(event)
            }
            briefs[number % parts].take(line.span, index, id, at: UInt64(number))
        }
        let book = BriefBook(briefs) { lines[Int($0)] }
        return (Ledger(events.sorted { $0.id < $1.id }), Ledger(book.source))
    }

    @Test func `a course as it should be`() {
        let lines = Self.lines.map { Array($0.utf8) }
        for parts in 1...3 {
            let (whole, brief) = Self.ledgers(lines, parts: parts)
            #expect(Self.words(whole) == Self.words(brief))
            #expect(Self.words(whole).count == 7)
        }
    }

    @Test(arguments: 0..<600) func `lines that somebody changed`(seed: Int) {
        var random = Seeded(seed: UInt64(seed))
        var lines = Self.lines.map { Array($0.utf8) }
        for _ in 0...Int.random(in: 0..<4, using: &random) {
            let number = Int.random(in: lines.indices, using: &random)
            lines[number] = Self.changed(lines[number], &random)
        }
        if Bool.random(using: &random) { lines.shuffle(using: &random) }
        // Two events of one id are for the log to settle.
        var seen: Set<String> = []
        lines = lines.filter { line in
            var index = LineIndex()
            guard (try? index.read(line.span)) != nil,
                let id = index.member(.id)?.string(line.span)
            else { return true }
            return seen.insert(id).inserted
        }
        let (whole, brief) = Self.ledgers(lines, parts: 1 + seed % 3)
        #expect(Self.words(whole) == Self.words(brief))
    }

    @Test func `a line that is not where it was is told`() {
        let correction = Self.lines[5].replacing("noted", with: "amended")
            .replacing("WY6", with: "WYE")
        let lines = (Self.lines + [correction]).map { Array($0.utf8) }
        var index = LineIndex()
        var briefs = Briefs()
        for (number, line) in lines.enumerated() {
            guard (try? index.read(line.span)) != nil,
                let id = index.member(.id)?.string(line.span).flatMap({ ULID($0) })
            else { continue }
            briefs.take(line.span, index, id, at: UInt64(number))
        }
        let other = Array(Self.lines[0].replacing("R-0123456789", with: "R-0000000000").utf8)
        for (found, isLost) in [(lines[0], false), (other, true), (Array("{}".utf8), true)] {
            let book = BriefBook([briefs]) { $0 == 0 ? found : lines[Int($0)] }
            #expect(!book.hasLost)
            _ = Self.words(Ledger(book.source))
            #expect(book.hasLost == isLost)
        }
        let book = BriefBook([briefs]) { _ in nil }
        _ = Self.words(Ledger(book.source))
        #expect(book.hasLost)
    }

    /// A line with a change that somebody's program or hand may make.
    private static func changed(_ line: [UInt8], _ random: inout Seeded) -> [UInt8] {
        guard case .object(var members)? = try? JSONValue(parsing: line.span) else { return line }
        let at = Int.random(in: members.indices, using: &random)
        switch Int.random(in: 0..<9, using: &random) {
        case 0: members.shuffle(using: &random)
        case 1: members.remove(at: at)
        case 2: members[at] = JSONMember(members[at].key, .number("7"))
        case 3: members[at] = JSONMember(members[at].key, .string("day"))
        case 4: members.append(JSONMember("once", .string("w")))
        case 5:
            members.append(JSONMember("unheard-of", .array([.null, .bool(true)])))
            members.removeAll { $0.key == "precision" }
            let word = Bool.random(using: &random) ? "day" : "hour"
            members.append(JSONMember("precision", .string(word)))
        case 6:
            // Other white space, and an escape where none is needed.
            let text = String(decoding: JSONValue.object(members).bytes, as: UTF8.self)
            let spaced = text.split(separator: ",", omittingEmptySubsequences: false)
                .joined(separator: ", ")
            return Array(spaced.utf8).flatMap { byte in
                byte == UInt8(ascii: "o") ? Array(#"\u006f"#.utf8) : [byte]
            }
        case 7:
            let words = ["amended", "undone", "voided", "touched", "moved", "linked", "mooved"]
            let word = words.randomElement(using: &random) ?? ""
            members = members.map { $0.key == "type" ? JSONMember("type", .string(word)) : $0 }
            members.append(JSONMember("target", .string("01JQ3ZK5V0T3M8N6Q4R2S1XWY5")))
        default:
            var bytes = line
            let offset = Int.random(in: bytes.indices, using: &random)
            bytes[offset] = UInt8.random(in: 32...126, using: &random)
            return bytes
        }
        return JSONValue.object(members).bytes
    }
}
