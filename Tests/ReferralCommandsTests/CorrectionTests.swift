import Notation
import ReferralCommands
import Testing

@Suite struct CorrectionTests {
    /// An office with one referral that was closed, and the ends of its events' ids by type.
    static func office() throws -> (office: Office, ref: String, event: [String: String]) {
        let office = try Office()
        let ref = LoopTests.submit(office, "--need", "a bed", "--tag", "team=blue")
        office.referral("route", ref, "--to", "pantry")
        office.referral("update", ref, "accepted")
        office.referral(
            "close",
            ref,
            "--outcome",
            "completed",
            "--feedback",
            "done",
            "--value",
            "10",
            "--currency",
            "EUR"
        )
        return (office, ref, try ends(office))
    }

    static func ends(_ office: Office) throws -> [String: String] {
        var ends: [String: String] = [:]
        for event in try office.events() {
            ends[event["type"]?.text ?? ""] = String((event["id"]?.text ?? "").suffix(6))
        }
        return ends
    }

    static func history(_ office: Office, _ ref: String) throws -> [JSONValue] {
        guard case .array(let history) = try office.status(ref, "history") else { return [] }
        return history
    }

    @Test func `names and private texts stand in the place of what they are for`() throws {
        let (office, ref, event) = try Self.office()
        let closed = try #require(event["closed"])
        let submitted = try #require(event["submitted"])
        office.referral("amend", closed, "feedback=all done", "--reason", "mistyped")
        office.referral("amend", submitted, "subject=Ida <ida@x.org>", "--reason", "other")
        office.referral("amend", submitted, "time=2026-02-20", "--reason", "late")
        let log = office.referral("log", ref, "--names", "--format", "json").output
        guard case .array(let logged)? = try JSONValue(parsing: Array(log.utf8).span)["events"]
        else {
            Issue.record("no events: \(log)")
            return
        }
        let page = office.referral("status", ref, "--names", "--format", "json").output
        let shape = try JSONValue(parsing: Array(page.utf8).span)["referrals"]
        guard case .array(let referrals)? = shape, case .array(let told)? = referrals[0]["history"]
        else {
            Issue.record("no history: \(page)")
            return
        }
        for events in [logged, told] {
            let amended = events.filter { $0["type"] == .string("amended") }
            #expect(amended[0]["reason"] == .string("mistyped"))
            #expect(amended[0]["changes"]?["feedback"] == .string("all done"))
            #expect(amended[0]["feedback"] == nil)
            #expect(amended[1]["changes"]?["subject"] == .string("Ida"))
        }
        for options in [[], ["--names"]] {
            let text = office.run(["log", ref] + options).output
            #expect(text.contains(": feedback is “all done”, reason “mistyped”  "))
            #expect(text.contains(": time is 2026-02-20, reason “late”  "))
            #expect(text.contains("routine, team=blue, need “a bed”  "))
        }
    }

    @Test func `an amended key reads anew, and nothing that was said is hidden`() throws {
        let (office, ref, event) = try Self.office()
        let submitted = try #require(event["submitted"])
        let answer = office.referral(
            "amend",
            submitted,
            "service=housing",
            "time=2026-02-20",
            "need=two beds",
            "tags.team=red",
            "--reason",
            "mistyped"
        )
        #expect(answer.status == .done, "\(answer.errors)")
        #expect(try office.status(ref, "service") == .string("housing"))
        #expect(try office.status(ref, "submitted_at") == .string("2026-02-20T12:00:00Z"))
        #expect(try office.figure("time_to_close")["median"] == .integer(10 * 86_400))
        let history = try Self.history(office, ref)
        #expect(history[0]["service"] == .string("food"))
        #expect(history[0]["amended_by"] == .array([history[4]["id"] ?? .null]))
        let log = office.referral("log").output
        #expect(!log.contains("housing") || !log.contains("two beds ["))
        #expect(!(office.referral("log", "--format", "ndjson").output).contains("two beds"))
        #expect(office.referral("status", ref).output.contains("“two beds”"))
        let tags = office.referral("report", "--by", "tag:team", "--format", "csv")
        #expect(tags.output.contains("\nred,submitted"))
    }

    @Test func `amending to what is said already changes nothing`() throws {
        let (office, _, event) = try Self.office()
        let submitted = try #require(event["submitted"])
        let words = ["amend", submitted, "service=housing", "need=two beds", "--reason", "r"]
        #expect(office.run(words).status == .done)
        let count = try office.events().count
        let again = office.run(words)
        #expect(again.status == .done)
        #expect(again.errors.contains("it says so already: nothing recorded"))
        #expect(try office.events().count == count)
    }

    @Test func `amending feedback owes the referrer a new word`() throws {
        let (office, ref, event) = try Self.office()
        office.referral("notify", "--mark", ref)
        #expect(try office.status(ref, "loop") == .string("closed"))
        let closed = try #require(event["closed"])
        office.referral("amend", closed, "feedback=another", "--reason", "wrong")
        #expect(try office.status(ref, "loop") == .string("untold"))
        office.referral("notify", "--mark", ref)
        #expect(try office.status(ref, "loop") == .string("closed"))
    }

    @Test(arguments: [
        ("provider=x", ReferralCommands.ExitStatus.refused, "provider cannot be corrected"),
        ("servce=x", .usage, "did you mean service?"),
        ("service=", .usage, "submitted needs service"),
        ("priority=urgnt", .refused, "did you mean urgent?"),
        ("people=some", .badData, "people should be a whole number"),
        ("currency=EUR", .usage, "a currency without a value"),
        ("nothing", .usage, "write KEY=VALUE"),
        ("actor=", .usage, "submitted needs actor"),
        ("role=", .usage, "submitted needs role"),
    ]) func `an amendment that cannot be is refused`(
        change: String,
        status: ReferralCommands.ExitStatus,
        words: String
    ) throws {
        let (office, _, event) = try Self.office()
        let count = try office.events().count
        let target = try #require(event[change.hasPrefix("provider") ? "routed" : "submitted"])
        let answer = office.referral("amend", target, change, "--reason", "r")
        #expect(answer.status == status, "\(answer.errors)")
        #expect(answer.errors.contains(words), "\(answer.errors)")
        #expect(try office.events().count == count)
    }

    @Test func `an outcome is corrected within its class only`() throws {
        let (office, ref, event) = try Self.office()
        let closed = try #require(event["closed"])
        let other = office.referral(
            "amend",
            closed,
            "outcome=partly-completed",
            "--reason",
            "r"
        )
        #expect(other.status == .refused)
        #expect(other.errors.contains("correct it to one of completed"))
        office.referral("reopen", ref, "--reason", "r")
        office.referral("close", ref, "--outcome", "cancelled", "--reason", "gone")
        let again = try #require(try Self.ends(office)["closed"])
        let needs = office.referral("amend", again, "outcome=duplicate", "--reason", "r")
        #expect(needs.errors.contains("duplicate needs duplicate_of, too"), "\(needs.errors)")
    }

    @Test func `what is due on a day is due until its end`() throws {
        let (office, _, event) = try Self.office()
        let routed = try #require(event["routed"])
        for (due, inTime) in [("2026-03-02T00:00:00Z", 0), ("2026-03-02", 1), ("2026-03-01", 0)] {
            office.referral("amend", routed, "respond_by=\(due)", "--reason", "r")
            let figure = try office.figure("timely_answer_rate")
            #expect(figure["denominator"] == .integer(1), "\(due)")
            #expect(figure["numerator"] == .integer(Int64(inTime)), "\(due)")
        }
    }

    @Test(arguments: [
        ("routed", ["rule="], "routed needs rule"),
        ("routed", ["score=1001"], "not on a scale from 0 to 1000"),
        ("closed", ["value=60", "currency="], "a value without a currency"),
        ("closed", ["value=", "currency=EUR"], "a currency without a value"),
    ]) func `a correction leaves an event whole`(
        type: String,
        changes: [String],
        words: String
    ) throws {
        let (office, _, event) = try Self.office()
        let target = try #require(event[type])
        let answer = office.run(["amend", target] + changes + ["--reason", "r"])
        #expect(answer.status != .done)
        #expect(answer.errors.contains(words), "\(answer.errors)")
        #expect(try office.figure("revenue")["value"]?["EUR"] == .string("10"))
    }

    @Test func `a reason in words of one's own is none where there are codes`() throws {
        let office = try Office(template: "social-care")
        let ref = LoopTests.submit(office)
        office.referral(
            "close",
            ref,
            "--outcome",
            "unreachable",
            "--reason",
            "moved to Leeds"
        )
        let closed = try #require(try Self.ends(office)["closed"])
        let answer = office.referral("amend", closed, "outcome=unmet", "--reason", "r")
        #expect(answer.status == .refused)
        #expect(answer.errors.contains("that is no reason for unmet: use one of"))
        let code = answer.errors.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
        let both = ["amend", closed, "outcome=unmet", "reason=\(code)", "--reason", "r"]
        #expect(office.run(both).status == .done)
    }

    @Test func `what was taken back since is known by its word, and said to be`() throws {
        let (office, _, _) = try Self.office()
        let ref = LoopTests.submit(office)
        office.referral("void", ref, "--reason", "r", "--once", "v")
        office.referral("undo", "--last", ref, "--reason", "r")
        let again = office.referral("void", ref, "--reason", "r", "--once", "v")
        #expect(again.status == .done)
        #expect(again.errors.contains("recorded before with that word, and taken back since"))
    }

    @Test func `a success is no duplicate of another`() throws {
        let (office, _, event) = try Self.office()
        let other = LoopTests.submit(office)
        let closed = try #require(event["closed"])
        let answer = office.referral(
            "amend",
            closed,
            "duplicate_of=\(other)",
            "--reason",
            "r"
        )
        #expect(answer.status == .refused)
        #expect(answer.errors.contains("completed cannot be the end of a duplicate: use one of"))
    }

    @Test func `a value keeps its currency`() throws {
        let (office, ref, event) = try Self.office()
        office.referral(
            "amend",
            try #require(event["closed"]),
            "value=12.50",
            "--reason",
            "r"
        )
        #expect(try office.status(ref, "value") == .string("12.50"))
        #expect(try office.status(ref, "currency") == .string("EUR"))
    }

    @Test func `what was recorded last is taken back, and that again`() throws {
        let (office, ref, event) = try Self.office()
        let answer = office.referral("undo", "--last", ref, "--reason", "too soon")
        #expect(answer.output == "\(ref) took back closed \(event["closed"] ?? "")\n")
        #expect(try office.status(ref, "stage") == .string("accepted"))
        #expect(try office.status(ref, "closed_at") == .null)
        let undone = try #require(try Self.ends(office)["undone"])
        #expect(office.referral("undo", undone, "--reason", "after all").status == .done)
        #expect(try office.status(ref, "outcome") == .string("completed"))
        let twice = office.referral("undo", undone, "--reason", "after all")
        #expect(twice.status == .done)
        #expect(twice.errors.contains("taken back already"))
    }

    @Test func `what others built on is taken back with them only`() throws {
        let (office, ref, event) = try Self.office()
        let moved = try #require(event["moved"])
        let closed = try #require(event["closed"])
        let alone = office.referral("undo", moved, "--reason", "r")
        #expect(alone.status == .refused)
        #expect(alone.errors.contains("the last first: \(closed)"))
        #expect(office.referral("undo", closed, moved, "--reason", "r").status == .done)
        #expect(try office.status(ref, "phase") == .string("assigned"))
        let submitted = try #require(event["submitted"])
        let only = office.referral("undo", submitted, "--reason", "r")
        #expect(only.errors.contains("use referral void"))
        let founding = office.referral("undo", try #require(event["ledger"]), "--reason", "r")
        #expect(founding.errors.contains("founds the ledger cannot be taken back"))
    }

    @Test func `what is taken back by turns is named by its referral`() throws {
        let (office, ref, event) = try Self.office()
        let other = LoopTests.submit(office, "--need", "a meal")
        office.referral("route", other, "--to", "pantry")
        let closed = try #require(event["closed"])
        let moved = try #require(event["moved"])
        let routed = try #require(try Self.ends(office)["routed"])
        let answer = office.referral("undo", closed, routed, moved, "--reason", "r")
        let said = [
            "\(ref) took back closed \(closed)", "\(other) took back routed \(routed)",
            "\(ref) took back moved \(moved)",
        ]
        #expect(answer.output == said.joined(separator: "; ") + "\n")
    }

    @Test func `a void referral leaves every list and figure, and comes back`() throws {
        let (office, ref, _) = try Self.office()
        #expect(office.referral("void", ref).errors.contains("reason is missing"))
        #expect(office.referral("void", ref, "--reason", "test").status == .done)
        #expect(office.referral("status", "--format", "ndjson").output == "")
        #expect(try office.figure("submitted")["value"] == .integer(0))
        let again = office.referral("void", ref, "--reason", "test")
        #expect(again.errors.contains("entered in error already"))
        let update = office.referral("update", ref, "declined")
        #expect(update.errors.contains("entered in error (voided)"))
        office.referral("undo", "--last", ref, "--reason", "it was real")
        #expect(try office.figure("submitted")["value"] == .integer(1))
    }

    @Test func `a closed referral is taken up again where it was, or anew`() throws {
        let (office, ref, _) = try Self.office()
        office.referral("reopen", ref, "--resume", "--reason", "still ill")
        #expect(try office.status(ref, "stage") == .string("accepted"))
        #expect(try office.status(ref, "phase") == .string("active"))
        #expect(try office.status(ref, "attempts") == .integer(1))
        let again = office.referral("reopen", ref, "--resume", "--reason", "still ill")
        #expect(again.errors.contains("taken up again already"))
        // Taken up anew would be something else.
        #expect(office.referral("reopen", ref, "--reason", "x").status == .refused)
        office.referral("update", ref, "in-progress")
        let open = office.referral("reopen", ref, "--reason", "still ill")
        #expect(open.status == .refused)
        office.referral("close", ref, "--outcome", "completed")
        office.referral("reopen", ref, "--reason", "still ill")
        #expect(try office.status(ref, "phase") == .string("new"))
        #expect(try office.figure("reopened_rate")["numerator"] == .integer(1))
    }

    @Test func `a rating is on its scale`() throws {
        let (office, ref, _) = try Self.office()
        let rate = ["rate", ref, "--rater", "subject", "--low", "-2", "--high", "2", "--score"]
        #expect(office.run(rate + ["1", "--comment", "kind"]).status == .done)
        let off = office.run(rate + ["3"])
        #expect(off.status == .badData)
        #expect(off.errors.contains("the score 3 is not on a scale from -2 to 2"))
        let events = try office.events("rated")
        #expect(events.count == 1)
        #expect(events[0]["low"] == .number("-2"))
        #expect(events[0]["comment"] == nil)
    }

    @Test func `money earned counts instead of the closing's value`() throws {
        let (office, ref, _) = try Self.office()
        #expect(
            try office.figure("revenue")["value"]
                == .object([JSONMember("EUR", .string("10"))])
        )
        for (amount, kind) in [("30.00", "first"), ("12.50", "repeat"), ("-5.00", "refund")] {
            let answer = office.referral(
                "record",
                "earned",
                ref,
                "amount=\(amount)",
                "currency=EUR",
                "kind=\(kind)"
            )
            #expect(answer.status == .done, "\(answer.errors)")
        }
        #expect(
            try office.figure("revenue")["value"]
                == .object([JSONMember("EUR", .string("37.50"))])
        )
        office.referral("undo", "--last", ref, "--reason", "not given back")
        #expect(
            try office.figure("revenue")["value"]
                == .object([JSONMember("EUR", .string("42.50"))])
        )
    }

    @Test func `corrections come in batches, all or nothing`() throws {
        let (office, ref, event) = try Self.office()
        let submitted = event["submitted"] ?? ""
        let batch = """
            {"event":"\(submitted)","set":{"service":"housing","need":null},"reason":"r"}
            {"event":"\(submitted)","set.channel":"fax","reason":"r"}
            """
        let answer = office.run(["amend", "--stdin", "--format", "ndjson"], batch)
        #expect(answer.status == .done, "\(answer.output)")
        #expect(try office.status(ref, "channel") == .string("fax"))
        let spoilt = "{\"ref\":\"\(ref)\",\"reason\":\"r\"}\n{\"ref\":\"zzz\",\"reason\":\"r\"}\n"
        #expect(office.run(["reopen", "--stdin"], spoilt).status == .notFound)
        #expect(try office.status(ref, "phase") == .string("closed"))
        let csv = "type,campaign,amount,currency\nspent,spring,250,EUR\nspent,fall,5,EUR\n"
        #expect(office.run(["record", "--stdin", "--input", "csv"], csv).status == .done)
        #expect(try office.events("spent").count == 2)
        let once = "{\"ref\":\"\(ref)\",\"reason\":\"r\",\"once\":\"w\"}\n"
        for _ in 0..<2 { #expect(office.run(["reopen", "--stdin"], once).status == .done) }
        #expect(try office.events("reopened").count == 1)
    }
}
