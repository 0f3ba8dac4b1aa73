import ReferralCommands
import Testing

/// What is read off a plain command line is what the parser reads.
@Suite struct CommandLineTests {
    @Test func `a referral is shown alike with the parser and without it`() async throws {
        let office = try await Office()
        for _ in 0..<40 { _ = await LoopTests.submit(office) }
        let ref = await LoopTests.submit(office, "--need", "No heating")
        await office.referral("route", ref, "--to", "pantry")
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
                let parsed = await office.run(option + ["status", "--", word])
                for line in [option + ["status", word], ["status", word] + option] {
                    let plain = await office.run(line)
                    #expect(plain.status == parsed.status, "\(line)")
                    #expect(plain.output == parsed.output, "\(line)")
                    #expect(plain.errors == parsed.errors, "\(line)")
                }
            }
        }
        #expect(await office.referral("status", ref).output.contains("pantry"))
    }

    @Test func `what is more than a referral's name is the parser's`() async throws {
        let office = try await Office()
        let ref = await LoopTests.submit(office)
        for line in [
            ["status", ref, "--format"], ["status", ref, "--nonsense", "x"], ["-x", "status", ref],
            ["status", ref, "--open", ref],
        ] {
            let answer = await office.run(line)
            #expect((answer.status == .usage) == (line[2] != "--open"), "\(line)")
        }
        #expect(await office.referral("status", "--help").output.contains("USAGE"))
        #expect(await office.referral("help", "status").output.contains("USAGE"))
    }
}
