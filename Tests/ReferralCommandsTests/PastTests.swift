import Notation
import ReferralCommands
import Testing

@Suite struct PastTests {
    /// An office in which a month of days passed, and what the report said on each of them.
    static func month() throws -> (office: Office, reports: [(day: Int, text: String)]) {
        let office = try Office(at: "2026-03-01T08:00:00Z")
        var refs: [String] = []
        var reports: [(day: Int, text: String)] = []
        for day in 1...14 {
            office.at(time(day, 9))
            refs.append(LoopTests.submit(office, "--channel", day % 3 == 0 ? "fax" : "web"))
            if day > 2 { office.referral("route", refs[day - 3], "--to", "p\(day % 3)") }
            if day > 4 {
                let answer = day % 4 == 0 ? "declined" : "accepted"
                office.referral("update", refs[day - 5], answer, "--time", "yesterday")
            }
            if day > 6, day % 4 != 2 {
                office.referral("close", refs[day - 7], "--outcome", "completed", "--told")
            }
            if day == 9 { office.referral("reopen", refs[0], "--reason", "r") }
            if day == 10 { office.referral("void", refs[1], "--reason", "r") }
            if day == 11 { office.referral("undo", "--last", refs[4], "--reason", "r") }
            if day == 12 {
                let first = try office.events("submitted")[2]["id"]?.text ?? ""
                office.referral("amend", first, "channel=phone", "--reason", "r")
            }
            office.at(time(day, 20))
            for format in ["text", "json", "csv"] {
                let report = office.referral("report", "--by", "channel", "--format", format)
                reports.append((day, report.output))
            }
        }
        return (office, reports)
    }

    static func time(_ day: Int, _ hour: Int) -> String {
        "2026-03-\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour):00:00Z"
    }

    @Test func `the command that a report prints gives it again byte for byte, day by day`()
        throws
    {
        let (office, reports) = try Self.month()
        office.at("2026-06-01T00:00:00Z")
        for (day, text) in reports where text.contains("the same again: ") {
            let line = try #require(text.split(separator: "\n").last)
            let words = line.dropFirst("the same again: referral ".count).split(separator: " ")
            let command = words.map(String.init)
            #expect(office.run(command).output == text, "day \(day)")
            let others = reports.filter { $0.day == day && $0.text != text }.map(\.text)
            for format in ["json", "csv"] {
                let again = office.run(command + ["--format", format]).output
                #expect(others.contains(again), "day \(day) as \(format)")
            }
        }
        #expect(Set(reports.map(\.text)).count == reports.count)
    }

    @Test func `what is known and what is true are told apart`() throws {
        let office = try Office(at: "2026-03-01T08:00:00Z")
        let ref = LoopTests.submit(office)
        office.at("2026-03-05T08:00:00Z")
        office.referral("route", ref, "--to", "p", "--time", "2026-03-02T08:00:00Z")
        office.referral("update", ref, "accepted", "--time", "2026-03-03T08:00:00Z")
        office.at("2026-03-20T08:00:00Z")
        let value = { (words: String...) throws -> JSONValue in
            let answer = office.run(["report", "--format", "json"] + words)
            return try JSONValue(parsing: answer.output)["metrics"]?["accepted_rate"]?["numerator"]
                ?? .null
        }
        #expect(try value() == .integer(1))
        #expect(try value("--as-of", "2026-03-02") == .integer(0))
        #expect(try value("--as-of", "2026-03-03") == .integer(1))
        #expect(try value("--known-at", "2026-03-04") == .integer(0))
        #expect(
            try value("--as-of", "2026-03-04", "--known-at", "2026-03-06") == .integer(1)
        )
        let then = office.referral("status", ref, "--as-of", "2026-03-02", "--format", "json")
        #expect(then.output.contains(#""stage":"routed""#))
        #expect(office.referral("status", "--as-of", "2026-02-01").output == "no referrals\n")
        let nobody = office.referral(
            "report",
            "--known-at",
            String(repeating: "A", count: 43)
        )
        #expect(nobody.status == .notFound)
    }

    @Test func `a follow-up counts what had its time, and only what happened in it`()
        throws
    {
        let office = try Office(at: "2026-03-01T08:00:00Z")
        let early = LoopTests.submit(office)
        let late = LoopTests.submit(office, "--key", "late")
        office.at("2026-03-06T20:00:00Z")
        office.referral("close", early, "--outcome", "cancelled", "--reason", "r")
        office.at("2026-03-09T08:00:00Z")
        office.referral("close", late, "--outcome", "cancelled", "--reason", "r")
        _ = office.run([
            "submit", "--from", "x", "--for-id", "y", "--service", "food",
        ])
        office.at("2026-03-12T08:00:00Z")
        let rate = { (words: String...) throws -> [JSONValue?] in
            let answer = office.run(["report", "--format", "json"] + words)
            let rate = try JSONValue(parsing: answer.output)["metrics"]?["loop_closure_rate"]
            let told = try JSONValue(parsing: answer.output)["metrics"]?["told_rate"]
            return [rate?["denominator"], rate?["immature"], told?["denominator"]]
        }
        #expect(try rate() == [.integer(3), .integer(0), .integer(2)])
        // The fifth day after the submission counts whole.
        #expect(try rate("--follow-up", "5d") == [.integer(2), .integer(1), .integer(1)])
        #expect(try rate("--follow-up", "4d") == [.integer(2), .integer(1), .integer(0)])
        #expect(try rate("--follow-up", "30d") == [.integer(0), .integer(3), .integer(0)])
        // One day for all: what is open then fails.
        #expect(
            try rate("--follow-up", "2026-03-07") == [.integer(2), .integer(1), .integer(2)]
        )
        #expect(office.referral("report", "--follow-up", "2026-03-13").status == .usage)
        #expect(office.referral("report", "--follow-up", "soon").status == .usage)
    }

    @Test func `conditions narrow needs, and a provider's are of its attempts`() throws {
        let office = try Office(at: "2026-03-01T08:00:00Z")
        let ref = LoopTests.submit(office, "--channel", "fax")
        _ = LoopTests.submit(office, "--channel", "web", "--key", "2")
        office.referral("route", ref, "--to", "p")
        office.referral("update", ref, "declined", "--reason", "full")
        office.referral("route", ref, "--to", "q")
        office.referral("update", ref, "accepted")
        let count = { (name: String, key: String, words: [String]) throws -> JSONValue? in
            let answer = office.run(["report", "--format", "json"] + words)
            return try JSONValue(parsing: answer.output)["metrics"]?[name]?[key]
        }
        #expect(try count("submitted", "value", ["--where", "channel=fax"]) == .integer(1))
        #expect(
            try count("submitted", "value", ["--where", "channel=fax,web"]) == .integer(2)
        )
        #expect(
            try count("submitted", "value", ["--where", "provider=(none)"]) == .integer(1)
        )
        #expect(try count("submitted", "value", ["--where", "provider=p"]) == .integer(0))
        #expect(
            try count("acceptance_rate", "denominator", ["--where", "provider=p"])
                == .integer(1)
        )
        let explained = office.referral(
            "report",
            "--by",
            "provider",
            "--explain",
            "acceptance_rate",
            "--group",
            "p",
            "--format",
            "csv"
        )
        #expect(explained.output.hasSuffix(",below,,\n"), "\(explained.output)")
        let listed = office.referral("status", "--where", "channel=web", "--format", "ndjson")
        #expect(listed.output.split(separator: "\n").count == 1)
        #expect(
            office.referral("report", "--where", "chanel=x").errors.contains("did you mean")
        )
        #expect(office.referral("report", "--group", "p").status == .usage)
        #expect(office.referral("report", "--explain", "told").status == .usage)
    }

    @Test func `an answer that a reopening brought to light was given all the time`() throws {
        for answer in ["accepted", "declined"] {
            let office = try Office(at: "2026-03-01T08:00:00Z")
            let ref = LoopTests.submit(office)
            office.referral("route", ref, "--to", "p")
            office.at("2026-03-10T08:00:00Z")
            office.referral("close", ref, "--outcome", "cancelled", "--reason", "no answer")
            office.at("2026-03-12T08:00:00Z")
            office.referral("reopen", ref, "--resume", "--reason", "they had answered")
            office.referral("update", ref, answer, "--time", "2026-03-04T08:00:00Z")
            for day in ["2026-03-05", "2026-03-11", "2026-03-13"] {
                let report = office.referral("report", "--as-of", day, "--format", "json").output
                let metrics = try JSONValue(parsing: report)["metrics"]
                #expect(metrics?["answer_rate"]?["numerator"] == .integer(1), "\(answer), \(day)")
                #expect(metrics?["acceptance_rate"]?["open"] == .integer(0), "\(answer), \(day)")
            }
        }
    }

    @Test func `an explanation has as many members on each side as the figure`() throws {
        let (office, _) = try Self.month()
        let report = office.referral("report", "--format", "json")
        guard case .object(let metrics)? = try JSONValue(parsing: report.output)["metrics"] else {
            Issue.record("no metrics: \(report.output)")
            return
        }
        for metric in metrics {
            let words = ["report", "--explain", metric.key, "--format", "json"]
            let explained = try JSONValue(parsing: office.run(words).output)
            #expect(explained["figure"] == metric.value)
            guard case .array(let members)? = explained["members"] else {
                Issue.record("no members of \(metric.key)")
                continue
            }
            let count = { (lines: String...) in
                members.count { member in lines.contains(member["line"]?.text ?? "") }
            }
            if let numerator = metric.value["numerator"] {
                #expect(numerator == .integer(count("above")), "\(metric.key)")
                #expect(metric.value["denominator"] == .integer(count("above", "below")))
                #expect(metric.value["excluded"] == .integer(count("excluded")))
            } else if let number = metric.value["count"] {
                #expect(number == .integer(count("above")), "\(metric.key)")
            }
        }
    }
}
