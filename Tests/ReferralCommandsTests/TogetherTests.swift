import EventLog
import Notation
import ReferralCommands
import SystemPackage
import Testing

/// What two clones said, what was forgotten, and what is recorded as a whole or not at all.
@Suite struct TogetherTests {
    /// Adds an event that another clone recorded, whatever it says.
    static func append(_ office: Office, _ object: (_ id: ULID) -> String) throws {
        let path = office.root.appending("events").appending("other.0001.jsonl")
        let old = try File.bytesIfPresent(at: path) ?? []
        let newest = try office.events().last?["id"]?.text.flatMap { ULID($0) }
        let line = object(ULID(value: (newest?.value ?? 0) + 1))
        try File.replace(path, with: old + Array((line + "\n").utf8), mode: 0o644)
    }

    @Test func `a line of several events is recorded whole or not at all`() throws {
        let office = try Office()
        let ref = LoopTests.submit(office)
        office.referral("note", ref, "first")
        office.referral("route", ref, "--to", "pantry")
        office.referral("update", ref, "accepted")
        let event = try CorrectionTests.ends(office)
        let (note, route) = (event["noted"] ?? "", event["routed"] ?? "")
        let batch = """
            {"event":"\(note) \(route)","reason":"both"}
            {"event":"\(note) \(note)","reason":"one"}

            """
        let answer = office.referral("undo", "--stdin", "--keep-going", input: batch)
        #expect(answer.status == .refused)
        #expect(answer.errors.isEmpty == false || answer.output.contains("refused"))
        let undone = try office.events("undone")
        #expect(undone.count == 1, "\(answer.output)")
        // In an order in which each can be taken back, all are.
        let accepted = event["moved"] ?? ""
        office.referral("undo", accepted, route, "--reason", "in turn")
        #expect(try office.events("undone").count == 3)
        #expect(try office.status(ref, "stage") == .string("submitted"))
    }

    @Test func `what two clones did is taken back at once`() throws {
        let office = try Office()
        let ref = LoopTests.submit(office)
        office.referral("void", ref, "--reason", "test entry")
        try Self.append(office) { id in
            "{\"id\":\"\(id)\",\"type\":\"voided\",\"ref\":\"\(ref)\",\"time\":\"2026-03-02T09:00:00Z\","
                + "\"actor\":\"b\",\"role\":\"coordinator\",\"prev\":[]}"
        }
        #expect(try office.status(ref, "void") == .bool(true))
        office.referral("undo", "--last", ref, "--reason", "it was none")
        #expect(try office.status(ref, "void") == .bool(false))
        #expect(try office.events("undone").count == 2)
    }

    @Test func `links that two clones made are undone together`() throws {
        let office = try Office()
        for name in ["Tom", "Ann"] {
            office.referral("submit", "--from", "c", "--for", name, "--service", "food")
        }
        office.referral("people", "link", "Tom", "Ann")
        let linked = try #require(try office.events("linked").first)
        let (one, other) = (linked["person"]?.text ?? "", linked["alias"]?.text ?? "")
        try Self.append(office) { id in
            "{\"id\":\"\(id)\",\"type\":\"linked\",\"time\":\"2026-03-02T09:00:00Z\",\"actor\":\"b\","
                + "\"role\":\"coordinator\",\"person\":\"\(other)\",\"alias\":\"\(one)\",\"prev\":[]}"
        }
        let isJoined = {
            office.referral("people", "list", "--format", "ndjson").output
                .contains("\"same_as\":\"P-")
        }
        #expect(isJoined())
        let event = try CorrectionTests.ends(office)["linked"] ?? ""
        office.referral("undo", event, "--reason", "two persons")
        #expect(!isJoined())
    }

    @Test func `a text of a case that another clone gave the same key is forgotten too`()
        throws
    {
        let office = try Office()
        let typed = ["submit", "--from", "v", "--for", "Tom Reed <tom@x.org>", "--service", "food"]
        _ = office.run(typed + ["--key", "1", "--need", "diabetic"])
        _ = office.referral(
            "submit",
            "--from",
            "v",
            "--for",
            "Tom Reed",
            "--service",
            "food",
            "--need",
            "positive"
        )
        // As it is where a clone that had not seen the first gave the second its key.
        let refs = try office.events("submitted").compactMap { $0["ref"]?.text }
        let events = office.root.appending("events")
        for name in try Directory.names(in: events) {
            let text = String(decoding: try File.bytes(at: events.appending(name)), as: UTF8.self)
            let merged = text.replacing(refs[1], with: refs[0])
            try File.replace(events.appending(name), with: Array(merged.utf8), mode: 0o644)
        }
        #expect(office.referral("log", "--names").output.contains("positive"))
        // The second person, whom the referral does not stand for.
        let second = try #require(try office.events("submitted").last?["subject"]?.text)
        office.referral("forget", second)
        let people = try File.bytes(at: office.root.appending("people.jsonl"))
        let kept = String(decoding: people, as: UTF8.self)
        #expect(!kept.contains("positive") && kept.contains("diabetic"))
    }

    @Test func `what is said of somebody forgotten is not taken and then deleted`() throws {
        let office = try Office()
        let ref = LoopTests.submit(office)
        _ = office.referral(
            "submit",
            "--from",
            "c",
            "--for",
            "Tom <t@x.org>",
            "--service",
            "food"
        )
        let toms = try #require(try office.events("submitted").last?["ref"]?.text)
        office.referral("forget", "Tom")
        let note = office.referral("note", toms, "court order")
        #expect(note.status == .refused && note.errors.contains("forgotten"))
        #expect(office.referral("note", ref, "a word").status == .done)
        let closing = office.referral(
            "close",
            toms,
            "--outcome",
            "cancelled",
            "--reason",
            "in words"
        )
        #expect(closing.status == .done && closing.errors.contains("forgotten"))
    }

    @Test func `a day without an hour does not take the hour from what follows`() throws {
        let office = try Office(at: "2026-03-02T08:00:00Z")
        let ref = LoopTests.submit(office, "--time", "today")
        office.referral("route", ref, "--to", "pantry")
        office.at("2026-03-02T08:30:00Z")
        office.referral("update", ref, "accepted")
        let moved = try #require(try office.events("moved").first)
        #expect(moved["time"] == .string("2026-03-02T08:30:00Z"))
        #expect(moved["precision"] == nil)
        #expect(try office.status(ref, "anomalies") == .array([]))
        #expect(try office.figure("response_time")["median"] == .integer(1800))
    }

    @Test func `a tag that became private is corrected where it stands`() throws {
        let office = try Office()
        let ref = LoopTests.submit(office, "--tag", "case=open", "--tag", "team=blue")
        let path = office.root.appending("referral.yaml")
        let text = String(decoding: try File.bytes(at: path), as: UTF8.self)
        try File.replace(path, with: Array((text + "private: [tags.case]\n").utf8), mode: 0o644)
        let event = try CorrectionTests.ends(office)["submitted"] ?? ""
        let found = { (group: String) in
            office.referral("status", "--where", group, "--format", "ndjson").output
        }
        #expect(found("tag:case=open").contains(ref))
        office.referral("amend", event, "tags.case=shut", "--reason", "wrong")
        #expect(found("tag:case=open").isEmpty)
        let history = office.referral("status", ref).output
        #expect(history.contains("tags.case is “shut”"))
        let removal = office.referral("amend", event, "tags.case=", "--reason", "none")
        #expect(removal.status == .done)
        #expect(found("tag:case=open").isEmpty)
        #expect(found("tag:team=blue").contains(ref))
    }

    @Test(arguments: [
        "P-BN1D858D", "P-BN1D858D1V9R2X2SX", " P-BN1D", "P-", "Jo Park <jo@example.org",
        "Jo Park jo@example.org",
    ])
    func `what is nearly a pseudonym or an address names nobody`(typed: String) throws {
        let office = try Office()
        let answer = office.referral(
            "submit",
            "--from",
            "clinic",
            "--for",
            typed,
            "--service",
            "food"
        )
        #expect(answer.status == .badData)
        #expect(!answer.errors.contains("Jo"))
        #expect(try office.events("submitted").isEmpty)
    }

    @Test func `a pseudonym is read whatever stands around it`() throws {
        let office = try Office()
        office.referral("submit", "--from", "c", "--for", "Jo", "--service", "food")
        let jo = try #require(try office.events("submitted").first?["subject"]?.text)
        let typed = " \(jo.lowercased())\t"
        office.referral("submit", "--from", "c", "--for", typed, "--service", "housing")
        #expect(try office.events("submitted").last?["subject"] == .string(jo))
        // A handle may look like the beginning of one.
        let handle = office.referral("submit", "--from", "p-1", "--for", jo, "--service", "x")
        #expect(handle.status == .done)
    }

    @Test func `a batch on standard input is no text on it`() throws {
        let office = try Office()
        let ref = LoopTests.submit(office)
        let answer = office.referral(
            "note",
            "--stdin",
            ref,
            "-",
            input: "{\"ref\":\"\(ref)\",\"text\":\"a\"}\n"
        )
        #expect(answer.status == .usage && answer.errors.contains("standard input"))
        #expect(try office.events("noted").isEmpty)
    }

    @Test func `what is said beside what holds already is not dropped in silence`() throws {
        let office = try Office()
        let ref = LoopTests.submit(office)
        office.referral("route", ref, "--to", "pantry")
        office.referral("update", ref, "accepted")
        let again = office.referral("update", ref, "accepted", "--expected-by", "+3d")
        #expect(again.status == .done && again.errors.contains("not recorded"))
        #expect(!(office.referral("update", ref, "accepted").errors.contains("not recorded")))
    }
}
