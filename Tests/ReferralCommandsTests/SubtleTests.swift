import EventLog
import Notation
import ReferralCommands
import SystemPackage
import Testing

/// What is easy to get wrong, and was.
@Suite struct SubtleTests {
    /// Adds an event as another program would write it.
    static func append(_ office: Office, _ type: String, _ keys: String, ref: String? = nil)
        throws
    {
        let path = office.root.appending("events").appending("other.0001.jsonl")
        let old = try File.bytesIfPresent(at: path) ?? []
        let newest = try office.events().last?["id"]?.text.flatMap { ULID($0) }
        let id = ULID(value: (newest?.value ?? 0) + 1)
        let line =
            "{\"id\":\"\(id)\",\"type\":\"\(type)\","
            + (ref.map { "\"ref\":\"\($0)\"," } ?? "")
            + "\"time\":\"2026-03-03T09:00:00Z\",\"actor\":\"b\",\"role\":\"coordinator\",\(keys),\"prev\":[]}\n"
        try File.replace(path, with: old + Array(line.utf8), mode: 0o644)
    }

    @Test func `what happened today is in today's report before noon`() throws {
        let office = try Office(at: "2026-03-02T08:00:00Z")
        let ref = LoopTests.submit(office, "--time", "today")
        #expect(try office.figure("submitted")["value"] == .integer(1))
        office.at("2026-03-02T09:00:00Z")
        _ = office.referral("close", ref, "--outcome", "cancelled", "--reason", "x", "--told")
        #expect(try office.figure("told_rate")["numerator"] == .integer(1))
        #expect(try office.events("closed").first?["precision"] == nil)
        #expect(try office.status(ref, "anomalies") == .array([]))
    }

    @Test func `a person who is forgotten is not shown, nor what was said of them`() throws {
        let office = try Office()
        _ = office.referral(
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
        #expect(office.referral("log").output.contains("No heating"))
        let person = try #require(try office.events("submitted").first?["subject"]?.text)
        try Self.append(office, "erased", "\"person\":\"\(person)\"")
        let shown =
            office.referral("log").output + office.referral("status", "--names").output
        #expect(!shown.contains("No heating"))
        #expect(!shown.contains("Jo Park"))
        #expect(shown.contains(person))
    }

    @Test func `a corrected outcome is told anew, a corrected value is not`() throws {
        let office = try Office()
        for (changes, type) in [
            (#"{"value":"2.00","currency":"EUR"}"#, "closed"), (#"{"feedback":"y"}"#, "notified"),
        ] {
            let ref = LoopTests.submit(office)
            _ = office.referral("route", ref, "--to", "pantry")
            _ = office.referral("update", ref, "accepted")
            _ = office.referral(
                "close",
                ref,
                "--outcome",
                "completed",
                "--value",
                "1.00",
                "--currency",
                "EUR"
            )
            let closing = try #require(try office.events("closed").last?["id"]?.text)
            try Self.append(
                office,
                "amended",
                "\"target\":\"\(closing)\",\"changes\":\(changes)",
                ref: ref
            )
            #expect(
                office.referral("close", ref, "--outcome", "completed", "--told").status
                    == .done
            )
            #expect(try office.events().last?["type"] == .string(type))
            #expect(try office.status(ref, "loop") == .string("closed"))
            #expect(try office.status(ref, "conflicts") == .integer(0))
        }
    }

    @Test func `who is not among the roles moves nothing`() throws {
        let office = try Office()
        let ref = LoopTests.submit(office)
        let path = office.root.appending("referral.yaml")
        try File.replace(
            path,
            with: try File.bytes(at: path) + Array("roles: {bea: coordinator}\n".utf8),
            mode: 0o644
        )
        let refused = office.referral("route", ref, "--to", "pantry", "--as", "coordinator")
        #expect(refused.status == .notPermitted)
        #expect(refused.errors.contains("not among the programme's roles"))
        _ = office.referral("route", ref, "--to", "pantry", "--actor", "bea")
        #expect(
            office.referral("update", ref, "accepted", "--actor", "bea", "--as", "provider")
                .status == .done
        )
    }

    @Test func `what is known already is named in every form`() throws {
        let office = try Office()
        let ref = LoopTests.submit(office, "--key", "K")
        let again = office.referral(
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

    @Test func `a log that has lost everything is not sound`() throws {
        let office = try Office()
        for name in try Directory.names(in: office.root.appending("events")) {
            try File.replace(office.root.appending("events").appending(name), with: [], mode: 0o644)
        }
        #expect(office.referral("verify").status == .badData)
        let refused = office.referral(
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
        #expect(try office.events().isEmpty)
        #expect(office.referral("init", ".").status == .done)
        #expect(office.referral("init", ".").status == .cannotCreate)
        _ = LoopTests.submit(office)
        #expect(office.referral("verify").status == .done)
    }
}
