import EventLog
import Notation
import ReferralCommands
import SystemPackage
import Testing

@Suite struct LoopTests {
    static func submit(_ office: Office, _ more: String...) -> String {
        let arguments =
            ["submit", "--from", "clinic", "--for-id", "case-1", "--service", "food"] + more
        return office.run(arguments).output.trimmed
    }

    @Test func `a loop is opened, followed, closed and told`() throws {
        let office = try Office()
        let ref = Self.submit(office)
        office.at("2026-03-02T10:00:00Z")
        #expect(office.referral("route", ref, "--to", "pantry").output == "\(ref) → pantry\n")
        office.at("2026-03-03T09:00:00Z")
        #expect(office.referral("update", ref, "accepted").status == .done)
        #expect(try office.status(ref, "waiting_on") == .string("provider"))
        office.at("2026-03-05T09:00:00Z")
        #expect(office.referral("close", ref, "--outcome", "completed").status == .done)
        #expect(try office.status(ref, "loop") == .string("untold"))
        office.at("2026-03-05T12:00:00Z")
        #expect(office.referral("notify", "--mark", ref).status == .done)
        #expect(try office.status(ref, "loop") == .string("closed"))
        #expect(try office.status(ref, "waiting_on") == .null)

        #expect(try office.figure("time_to_route")["median"] == .number("3600"))
        #expect(try office.figure("response_time")["median"] == .number("82800"))
        #expect(try office.figure("time_to_close")["mean"] == .number("259200"))
        #expect(try office.figure("time_to_tell")["max"] == .number("10800"))
        #expect(try office.figure("told_rate")["value"] == .number("1.0"))
        #expect(try office.figure("open")["value"] == .integer(0))
    }

    @Test func `a day is a day in order, in durations and in what is written`() throws {
        let office = try Office()
        let ref = Self.submit(office, "--time", "2026-02-20")
        let submitted = try #require(try office.events("submitted").first)
        #expect(submitted["precision"] == .string("day"))
        #expect(submitted["time"] == .string("2026-02-20T12:00:00Z"))
        _ = office.referral(
            "close",
            ref,
            "--outcome",
            "cancelled",
            "--reason",
            "x",
            "--time",
            "2026-03-01"
        )
        #expect(try office.figure("time_to_close")["median"] == .integer(9 * 86_400))
    }

    @Test func `a closing on a day before the submission is an anomaly and no duration`()
        throws
    {
        let office = try Office()
        let ref = Self.submit(office, "--time", "2026-03-01")
        _ = office.referral(
            "close",
            ref,
            "--outcome",
            "cancelled",
            "--reason",
            "x",
            "--time",
            "2026-02-20"
        )
        #expect(
            try office.status(ref, "anomalies")
                == .array([.string("closed-before-submitted")])
        )
        #expect(try office.figure("time_to_close")["excluded"] == .integer(1))
        #expect(try office.figure("time_to_close")["count"] == .integer(0))
        #expect(try office.figure("told_rate")["denominator"] == .integer(1))
    }

    @Test func `days begin by the programme's clocks`() throws {
        let office = try Office(at: "2026-03-09T03:30:00Z")
        let path = office.root.appending("referral.yaml")
        let text = String(decoding: try File.bytes(at: path), as: UTF8.self)
        let moved = text.split(separator: "timezone: UTC").joined(
            separator: "timezone: America/New_York"
        )
        try File.replace(path, with: Array(moved.utf8), mode: 0o644)
        // 03:30 UTC on the 9th is 23:30 on the 8th, the day on which clocks went forward.
        _ = Self.submit(office)
        #expect(
            try office.figure("submitted", "--since", "2026-03-08", "--until", "2026-03-08")[
                "value"
            ] == .integer(1)
        )
        #expect(
            try office.figure("submitted", "--since", "2026-03-09")["value"] == .integer(0)
        )
        #expect(try office.figure("submitted", "--period", "2026-03")["value"] == .integer(1))
        let dated = Self.submit(office, "--time", "2026-03-08")
        #expect(try office.status(dated, "submitted_at") == .string("2026-03-08T16:00:00Z"))
    }

    @Test func `what happens after the reading of the clock is not in the report`() throws {
        let office = try Office()
        let ref = Self.submit(office)
        office.at("2026-03-05T09:00:00Z")
        _ = office.referral("close", ref, "--outcome", "cancelled", "--reason", "x", "--told")
        #expect(
            try office.figure("open", "--now", "2026-03-04T09:00:00Z")["value"] == .integer(1)
        )
        #expect(
            try office.figure("told_rate", "--now", "2026-03-04T09:00:00Z")["denominator"]
                == .integer(0)
        )
        #expect(
            try office.figure("submitted", "--now", "2026-03-01T09:00:00Z")["value"]
                == .integer(0)
        )
    }

    @Test func `duplicates are counted once, and their voided originals do not hide them`()
        throws
    {
        let office = try Office()
        let one = Self.submit(office)
        let two = Self.submit(office)
        _ = office.referral("close", two, "--outcome", "duplicate", "--duplicate-of", one)
        #expect(try office.figure("submitted")["value"] == .integer(1))
        #expect(try office.figure("people")["value"] == .integer(1))
    }

    @Test func `money is summed by currency, and only of successes`() throws {
        let office = try Office()
        for (value, currency) in [("10.50", "EUR"), ("0.005", "EUR"), ("3", "USD")] {
            let ref = Self.submit(office)
            _ = office.referral("route", ref, "--to", "pantry")
            _ = office.referral("update", ref, "accepted")
            _ = office.referral(
                "close",
                ref,
                "--outcome",
                "completed",
                "--value",
                value,
                "--currency",
                currency
            )
        }
        let other = Self.submit(office, "--value", "99", "--currency", "EUR")
        _ = office.referral("close", other, "--outcome", "cancelled", "--reason", "x")
        let sums = try office.figure("revenue")["value"]
        #expect(sums?["EUR"] == .string("10.505"))
        #expect(sums?["USD"] == .string("3"))
    }

    @Test func `one address and name under two pseudonyms become one person`() throws {
        let office = try Office()
        _ = office.referral(
            "submit",
            "--from",
            "clinic",
            "--for",
            "Jo <jo@example.org>",
            "--service",
            "food"
        )
        // Another clone knew her too; its file of people was put beside ours.
        let path = office.root.appending("people.jsonl")
        let other =
            #"{"id":"P-0000000000000001","name":"jo","addresses":["JO@example.org"],"ids":[],"updated":"2026-03-01T09:00:00Z"}"#
        let log = office.root.appending("events").appending("other.0001.jsonl")
        let line =
            #"{"id":"01JQ3ZK5V0T3M8N6Q4R2S1XWYZ","type":"submitted","ref":"R-0000000001","time":"2026-03-01T09:00:00Z","actor":"b","role":"coordinator","stage":"submitted","referrer":"c","subject":"P-0000000000000001","service":"food","priority":"routine","prev":[]}"#
        try File.replace(
            path,
            with: try File.bytes(at: path) + Array((other + "\n").utf8),
            mode: 0o600
        )
        try File.replace(log, with: Array((line + "\n").utf8), mode: 0o644)
        #expect(try office.figure("people")["value"] == .integer(2))
        _ = Self.submit(office)
        #expect(try office.events("linked").count == 1)
        #expect(try office.figure("people")["value"] == .integer(2))  // Jo, and case-1
        _ = Self.submit(office)
        #expect(try office.events("linked").count == 1)
    }

    @Test func `who answers for an entry is written by pseudonym where they are known`()
        throws
    {
        let office = try Office()
        _ = office.referral(
            "submit",
            "--from",
            "Dr Lee <lee@example.org>",
            "--for-id",
            "1",
            "--service",
            "food"
        )
        _ = office.referral(
            "submit",
            "--from",
            "clinic",
            "--for-id",
            "2",
            "--service",
            "food",
            "--actor",
            "lee@example.org"
        )
        let events = try office.events("submitted")
        #expect(events[1]["actor"] == events[0]["referrer"])
        #expect(events[0]["referrer"]?.text?.hasPrefix("P-") == true)
    }

    @Test func `a role that the programme does not let move it is refused`() throws {
        let office = try Office()
        let ref = Self.submit(office)
        let path = office.root.appending("referral.yaml")
        try File.replace(
            path,
            with: try File.bytes(at: path)
                + Array("roles: {ana: provider, bea: [coordinator]}\n".utf8),
            mode: 0o644
        )
        let refused = office.referral("route", ref, "--to", "pantry")
        #expect(refused.status == .notPermitted)
        #expect(
            refused.errors
                == "referral: a provider may not take it to routed: that is for referrer or coordinator, see --as and the programme's roles\n"
        )
        #expect(
            office.referral("route", ref, "--to", "pantry", "--actor", "bea").status == .done
        )
        #expect(try office.events("routed").first?["role"] == .string("coordinator"))
    }

    @Test func `a newer stage name takes over what stands under the old one`() throws {
        let office = try Office()
        let ref = Self.submit(office)
        _ = office.referral("route", ref, "--to", "pantry")
        _ = office.referral("update", ref, "accepted")
        let path = office.root.appending("referral.yaml")
        let text = String(decoding: try File.bytes(at: path), as: UTF8.self)
        let renamed = text.split(separator: "accepted").joined(separator: "taken")
            .split(separator: "taken:    {phase: active}").joined(
                separator: "taken:    {phase: active, formerly: [accepted]}"
            )
        try File.replace(path, with: Array(renamed.utf8), mode: 0o644)
        #expect(
            office.referral("update", ref, "accepted").errors.contains(
                "already: nothing recorded"
            )
        )
        #expect(office.referral("update", ref, "in-progress").status == .done)
    }
}

extension String {
    var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
