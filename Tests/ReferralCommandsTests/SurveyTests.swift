import EventLog
import Notation
import ReferralCommands
import SystemPackage
import TestSupport
import Testing

/// `verify` finds the same in one pass as with the whole log at hand.
@Suite struct SurveyTests {
    /// What there may be in a ledger, by turns.
    private struct Lines {
        var random: Seeded
        private(set) var lines: [[UInt8]] = []
        /// The ids of the events, by referral.
        private var ids: [String: [String]] = [:]
        private var heads: [Digest] = []
        private var number = 0

        init(seed: UInt64, _ count: Int) {
            random = Seeded(seed: seed)
            add(#""type":"ledger""#, #","v":1,"name":"office""#)
            for _ in 1..<count { addAny() }
            if chance(5) { hurt() }
        }

        private mutating func chance(_ tenths: Int) -> Bool {
            Int.random(in: 0..<10, using: &random) < tenths
        }

        private mutating func addAny() {
            let ref = "R-00000000\(Int.random(in: 10..<20, using: &random))"
            let known = ids[ref] ?? []
            let after = chance(1) ? "01JQ3ZK5V0T3M8N6Q4R2S1XWZZ" : known.last ?? "x"
            let rest =
                known.isEmpty && chance(9)
                ? submitted
                : [
                    submitted,
                    #""type":"routed","after":"@","was":"new","stage":"assigned","provider":"bay""#,
                    #""type":"moved","after":"@","was":"assigned","stage":"active","phase":"active","effect":"accepted""#,
                    #""type":"moved","after":"@","was":"assigned","stage":"new","phase":"new","effect":"declined","sealed":{"reason":"h"}"#,
                    #""type":"noted","text":"x","sealed":{"text":"h"}"#,
                    #""type":"notified","about":"@","recipient":"lake","message":"assignment","via":"mail","status":"sent""#,
                    #""type":"notified","about":"@","recipient":"lake","message":"closure","status":"sent""#,
                    #""type":"closed","after":"@","was":"active","outcome":"completed","class":"success""#,
                    #""type":"reopened","after":"@","stage":"new","phase":"new","reason":"x""#,
                    #""type":"undone","target":"@","reason":"x""#,
                    #""type":"amended","target":"@","changes":{"provider":"z"},"reason":"x""#,
                    #""type":"voided","reason":"x""#,
                    #""type":"acknowledged","about":"@""#,
                    #""type":"invented","a":1"#,
                    #""type":"rated","rater":"subject","score":4,"low":1,"high":5"#,
                ].randomElement(using: &random) ?? ""
            add(rest.replacing("@", with: after), "", of: ref)
        }

        private let submitted =
            #""type":"submitted","stage":"new","referrer":"lake","subject":"P-1","service":"food","priority":"urgent""#

        private mutating func add(_ head: String, _ tail: String, of ref: String? = nil) {
            number += 1
            let digits = String(number, radix: 10)
            let id =
                "01JQ3ZK5V0T3M8N6Q4R2S1" + String(repeating: "0", count: 4 - digits.count) + digits
            let hour = Int.random(in: 10..<24, using: &random)
            let clock = chance(1) ? #","clock":"2020-01-01T00:00:00Z""# : ""
            let named = heads.map { "\"\($0)\"" }.joined(separator: ",")
            let prev = number == 1 ? "" : ",\"prev\":[\(named)]"
            let place = ref.map { ",\"ref\":\"\($0)\"" } ?? ""
            let line =
                "{\"id\":\"\(id)\"\(place),\"time\":\"2026-03-01T\(hour):00:00Z\",\"actor\":\"a\",\"role\":\"coordinator\"\(clock),\(head)\(tail)\(prev)}"
            let bytes = Array(line.utf8)
            lines.append(bytes)
            if let ref { ids[ref, default: []].append(id) }
            let hash = LineFormat.hash(bytes.span)
            // Now and then another clone goes on from what this one had.
            heads = chance(1) && number > 1 ? Array(Set(heads + [hash])).sorted() : [hash]
        }

        /// A line that is out of place.
        private static func stray(_ digit: String, _ prev: String) -> [UInt8] {
            Array(
                "{\"id\":\"\(digit)1JQ3ZK5V0T3M8N6Q4R2S1000X\",\"type\":\"invented\"\(prev)}".utf8
            )
        }

        /// Does what somebody should not have done.
        private mutating func hurt() {
            let place = Int.random(in: lines.indices, using: &random)
            let named = chance(5) ? lines[place] : lines[lines.count - 1]
            let hash = LineFormat.hash(named.span)
            switch Int.random(in: 0..<8, using: &random) {
            case 6: lines.append(Self.stray("7", ""))
            case 7: lines.append(Self.stray("0", ",\"prev\":[\"\(hash)\"]"))
            case 0: lines.remove(at: place)
            case 1: lines[place][Int.random(in: 30..<60, using: &random)] ^= 1
            case 2: lines.append(lines[place])
            case 3:
                lines[place] = Array(
                    String(decoding: lines[place], as: UTF8.self).replacing(
                        "\"stage\"",
                        with: "\"step\""
                    ).utf8
                )
            case 4: lines.insert(Array("<<<<<<< HEAD".utf8), at: place)
            default: lines.append(Array("{\"id\":\"01JQ".utf8))
            }
        }
    }

    @Test(arguments: 0..<100) func `a ledger of any kind`(seed: Int) throws {
        let threads = "\(1 + seed % 2)"
        let office = try Office(
            variables: ["REFERRAL_THREADS": threads, "REFERRAL_SNAPSHOT": "always"]
        )
        let plain = try Office(variables: ["REFERRAL_SNAPSHOT": "off"])
        try Self.fill([office, plain], seed)
        let head = office.referral("head", "--format", "json").output
        guard case .array(let all)? = try JSONValue(parsing: head)["heads"] else {
            Issue.record("no heads: \(head)")
            return
        }
        let known = all.compactMap(\.text).joined(separator: ",")
        let heads = known.isEmpty ? String(repeating: "A", count: 43) : known
        for more in [[], ["--strict"]] {
            let once = office.run(["verify", "--format", "json"] + more)
            let whole = office.run(["verify", "--format", "json", "--head", heads] + more)
            #expect(once.status == whole.status || whole.status == .refused)
            #expect(try members(once.output) == members(whole.output))
        }
        for list in [["--conflicts"], ["--open"], ["--untold", "--format", "text"]] {
            let words = ["status", "--format", "json"] + list
            #expect(office.run(words).output == plain.run(words).output)
        }
    }

    /// Puts the same random lines into ledgers.
    private static func fill(_ offices: [Office], _ seed: Int) throws {
        var random = Seeded(seed: UInt64(seed) &* 77)
        let made = Lines(seed: UInt64(seed), Int.random(in: 1...40, using: &random))
        let lines = seed % 3 == 0 ? made.lines.shuffled(using: &random) : made.lines
        let cut = Int.random(in: 0...lines.count, using: &random)
        let end: [UInt8] = seed % 5 == 0 ? [] : [0x0A]
        for office in offices {
            let events = office.root.appending("events")
            for name in try Directory.names(in: events) { File.remove(events.appending(name)) }
            // What init acknowledged is not asked for.
            File.remove(office.root.appending(".referral").appending("heads"))
            for (name, part) in [("a.jsonl", lines[..<cut]), ("b.jsonl", lines[cut...])] {
                let bytes = Array(part.joined(separator: [0x0A])) + end
                try File.replace(events.appending(name), with: bytes, mode: 0o644)
            }
        }
    }

    private func members(_ output: String) throws -> [JSONMember] {
        guard case .object(let members) = try JSONValue(parsing: output) else { return [] }
        return members.filter { !["missing_heads", "late"].contains($0.key) }
    }
}
