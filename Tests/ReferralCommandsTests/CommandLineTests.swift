import Notation
import ReferralCommands
import SystemPackage
import TestSupport
import Testing

/// What is read off a plain command line is what the parser reads.
@Suite struct CommandLineTests {
    @Test func `a referral is shown alike with the parser and without it`() throws {
        let office = try Office()
        for _ in 0..<40 { _ = LoopTests.submit(office) }
        let ref = LoopTests.submit(office, "--need", "No heating")
        office.referral("route", ref, "--to", "pantry")
        let options: [[String]] = [
            [], ["--format", "json"], ["--format", "csv"], ["--format", "csv", "--format", "text"],
            ["--format", "nonsense"], ["-C", "."], ["-C", "nowhere"], ["-C", "-x"],
            ["--now", "2026-03-09T09:00:00Z"], ["--now", "--format"], ["--lock-timeout", "never"],
            ["-C", ".", "--now", "2026-03-03", "--format", "markdown"],
        ]
        let words = [ref, String(ref.dropFirst(2)), String(ref.prefix(6)), "R-", "zzz", "é", "@x"]
        for word in words {
            for option in options {
                // What stands behind `--` is for the parser alone.
                let parsed = office.run(option + ["status", "--", word])
                for line in [option + ["status", word], ["status", word] + option] {
                    let plain = office.run(line)
                    #expect(plain.status == parsed.status, "\(line)")
                    #expect(plain.output == parsed.output, "\(line)")
                    #expect(plain.errors == parsed.errors, "\(line)")
                }
            }
        }
        #expect(office.referral("status", ref).output.contains("pantry"))
    }

    @Test func `what is more than a referral's name is the parser's`() throws {
        let office = try Office()
        let ref = LoopTests.submit(office)
        for line in [
            ["status", ref, "--format"], ["status", ref, "--nonsense", "x"], ["-x", "status", ref],
            ["status", ref, "--names", ref],
        ] {
            let answer = office.run(line)
            #expect((answer.status == .usage) == (line[2] != "--names"), "\(line)")
        }
        #expect(office.referral("status", "--help").output.contains("USAGE"))
        #expect(office.referral("help", "status").output.contains("USAGE"))
    }

    /// What a command answered and recorded, without what is drawn at random.
    private static func trace(
        _ office: Office,
        _ line: [String],
        _ refs: [String]
    ) throws -> [String] {
        let before = try office.events().count
        let answer = office.run(line)
        let recorded = try office.events().dropFirst(before).map { event in
            guard case .object(let members) = event else { return "" }
            return
                "\(members.filter { !["id", "after", "prev", "about", "sealed"].contains($0.key) })"
        }
        let ids = try Regex("R-[0-9A-Z]{10}|P-[0-9A-Z]{16}|[0-9A-Z]{26}")
        return (["\(answer.status)", answer.output, answer.errors] + recorded).map { text in
            zip(refs, 0...).reduce(text) { $0.replacing($1.0, with: "REF-\($1.1)") }
                .replacing(office.root.string, with: "").replacing(ids, with: "ID")
        }
    }

    /// What makes a whole command line of each command, before its referral.
    private static let whole = [
        "submit": ["--from", "lakeside", "--for-id", "77", "--service", "food"],
        "route": ["--to", "pantry"], "update": ["accepted"], "ack": [], "note": ["Rang"],
        "close": ["--outcome", "completed", "--told"], "reopen": ["--reason", "Back", "--resume"],
        "rate": ["--rater", "subject", "--score", "4", "--low", "1", "--high", "5"],
        "void": ["--reason", "A test"],
    ]
    /// Options of each command, and some that it has not.
    private static let options = [
        "submit": ["--need", "--key", "--system", "--for", "--for_id", "--people", "--reason"],
        "route": ["--to", "--told"], "ack": ["--ref"], "void": ["--reason", "--rea"],
        "update": ["--reason", "--note", "--stage", "--expected-by", "--expected_by"],
        "close": ["--outcome", "--told", "--feedback", "--resume"],
        "note": ["--kind", "--result", "--text"], "rate": ["--score", "--rater"],
        "reopen": ["--reason", "--resume", "--told"],
    ]
    private static let common = [
        "--tag", "--time", "--as", "--actor", "--once", "--dry-run", "-C", "--format", "--now",
        "--lock-timeout", "--", "-", "--help", "-h", "--version", "-x", "--nonsense",
    ]
    private static let values = [
        "pantry", "accepted", "completed", "no-capacity", "Two words", "a=b", "b=c", "-1h", "-7d",
        "2026-03-01", "provider", "once-1", "4", ".", "json", "", "-", "--told", "--help", "-h",
        "é", "@nowhere", "@@home", "2026-03-02T09:00:00Z", "contact", "accepted", "completed",
    ]

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `what is recorded is what the parser would have recorded`(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let (plain, parsed) = (try Office(), try Office())
        var refs: [(plain: String, parsed: String)] = []
        for _ in 0..<3 {
            refs.append((LoopTests.submit(plain), LoopTests.submit(parsed)))
        }
        for _ in 0..<60 {
            let command = Self.whole.keys.sorted().randomElement(using: &random) ?? ""
            var words = Self.whole[command] ?? []
            if Int.random(in: 0..<4, using: &random) == 0 { words = [] }
            for _ in 0..<max(0, Int.random(in: -2..<3, using: &random)) {
                let isCommon = Bool.random(using: &random)
                let options = isCommon ? Self.common : Self.options[command] ?? []
                words.append(options.randomElement(using: &random) ?? "")
                words.append(Self.values.randomElement(using: &random) ?? "")
            }
            let ref = refs.randomElement(using: &random) ?? ("", "")
            let isNamed = command != "submit"
            let one = [command] + (isNamed ? [ref.plain] : []) + words
            // An option that says what holds anyhow, in a form that is the parser's alone.
            let other = ["--lock-timeout=10s", command] + (isNamed ? [ref.parsed] : []) + words
            let expected = try Self.trace(parsed, other, refs.map(\.parsed))
            let found = try Self.trace(plain, one, refs.map(\.plain))
            try #require(found == expected, "\(one)")
        }
        #expect(try plain.events().count > 10)
    }
}
