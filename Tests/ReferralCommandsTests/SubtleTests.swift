import EventLog
import Notation
import ReferralCommands
import SystemPackage
import Testing

/// What is easy to get wrong, and was.
@Suite struct SubtleTests {
    /// Adds an event as another program would write it.
    static func append(_ office: Office, _ type: String, _ keys: String, ref: String? = nil)
        async throws
    {
        let path = office.root.appending("events").appending("other.0001.jsonl")
        let old = try File.bytesIfPresent(at: path) ?? []
        let newest = try await office.events().last?["id"]?.text.flatMap { ULID($0) }
        let id = ULID(value: (newest?.value ?? 0) + 1)
        let line =
            "{\"id\":\"\(id)\",\"type\":\"\(type)\","
            + (ref.map { "\"ref\":\"\($0)\"," } ?? "")
            + "\"time\":\"2026-03-03T09:00:00Z\",\"actor\":\"b\",\"role\":\"coordinator\",\(keys),\"prev\":[]}\n"
        try File.replace(path, with: old + Array(line.utf8), mode: 0o644)
    }

    @Test func `what happened today is in today's report before noon`() async throws {
        let office = try await Office(at: "2026-03-02T08:00:00Z")
        let ref = await LoopTests.submit(office, "--time", "today")
        #expect(try await office.figure("submitted")["value"] == .integer(1))
        office.at("2026-03-02T09:00:00Z")
        _ = await office.referral("close", ref, "--outcome", "cancelled", "--reason", "x", "--told")
        #expect(try await office.figure("told_rate")["numerator"] == .integer(1))
        #expect(try await office.events("closed").first?["precision"] == nil)
        #expect(try await office.status(ref, "anomalies") == .array([]))
    }

    @Test func `a person who is forgotten is not shown, nor what was said of them`() async throws {
        let office = try await Office()
        _ = await office.referral(
            "submit",
            "--from",
            "clinic",
            "--for",
            "Jo Park <jo@example.org>",
            "--service",
            "food",
            "--need",
            "No heating"
        )
        #expect(await office.referral("log").output.contains("No heating"))
        let person = try #require(try await office.events("submitted").first?["subject"]?.text)
        try await Self.append(office, "erased", "\"person\":\"\(person)\"")
        let shown =
            await office.referral("log").output + office.referral("status", "--names").output
        #expect(!shown.contains("No heating"))
        #expect(!shown.contains("Jo Park"))
        #expect(shown.contains(person))
    }

    @Test func `a corrected outcome is told anew, a corrected value is not`() async throws {
        let office = try await Office()
        for (changes, type) in [
            (#"{"value":"2.00","currency":"EUR"}"#, "closed"), (#"{"feedback":"y"}"#, "notified"),
        ] {
            let ref = await LoopTests.submit(office)
            _ = await office.referral("route", ref, "--to", "pantry")
            _ = await office.referral("update", ref, "accepted")
            _ = await office.referral(
                "close",
                ref,
                "--outcome",
                "completed",
                "--value",
                "1.00",
                "--currency",
                "EUR"
            )
            let closing = try #require(try await office.events("closed").last?["id"]?.text)
            try await Self.append(
                office,
                "amended",
                "\"target\":\"\(closing)\",\"changes\":\(changes)",
                ref: ref
            )
            #expect(
                await office.referral("close", ref, "--outcome", "completed", "--told").status
                    == .done
            )
            #expect(try await office.events().last?["type"] == .string(type))
            #expect(try await office.status(ref, "loop") == .string("closed"))
            #expect(try await office.status(ref, "conflicts") == .integer(0))
        }
    }

    @Test func `who is not among the roles moves nothing`() async throws {
        let office = try await Office()
        let ref = await LoopTests.submit(office)
        let path = office.root.appending("referral.yaml")
        try File.replace(
            path,
            with: try File.bytes(at: path) + Array("roles: {bea: coordinator}\n".utf8),
            mode: 0o644
        )
        let refused = await office.referral("route", ref, "--to", "pantry", "--as", "coordinator")
        #expect(refused.status == .notPermitted)
        #expect(refused.errors.contains("not among the programme's roles"))
        _ = await office.referral("route", ref, "--to", "pantry", "--actor", "bea")
        #expect(
            await office.referral("update", ref, "accepted", "--actor", "bea", "--as", "provider")
                .status == .done
        )
    }

    @Test func `what is known already is named in every form`() async throws {
        let office = try await Office()
        let ref = await LoopTests.submit(office, "--key", "K")
        let again = await office.referral(
            "submit",
            "--from",
            "clinic",
            "--for-id",
            "case-1",
            "--service",
            "food",
            "--key",
            "K",
            "--format",
            "json"
        )
        let answer = try JSONValue(parsing: again.output)
        #expect(answer["events"] == .array([]))
        guard case .array(let known)? = answer["known"] else {
            Issue.record("nothing is known")
            return
        }
        #expect(known.first?["ref"] == .string(ref))
    }

    @Test func `a log that has lost everything is not sound`() async throws {
        let office = try await Office()
        for name in try Directory.names(in: office.root.appending("events")) {
            try File.replace(office.root.appending("events").appending(name), with: [], mode: 0o644)
        }
        #expect(await office.referral("verify").status == .badData)
        let refused = await office.referral(
            "submit",
            "--from",
            "a",
            "--for-id",
            "b",
            "--service",
            "c"
        )
        #expect(refused.status == .badData)
        #expect(refused.errors.contains("bring events/ back"))
        #expect(try await office.events().isEmpty)
        #expect(await office.referral("init", ".").status == .done)
        #expect(await office.referral("init", ".").status == .cannotCreate)
        _ = await LoopTests.submit(office)
        #expect(await office.referral("verify").status == .done)
    }
}
