import EventLog
import Notation
import ReferralCommands
import SystemPackage
import Testing

@Suite struct PeopleTests {
    static func submit(_ office: Office, _ subject: String, _ more: String...) -> String {
        office.run(
            ["submit", "--from", "clinic", "--for", subject, "--service", "food"] + more
        ).output.trimmed
    }

    static func people(_ office: Office) throws -> [JSONValue] {
        let answer = office.referral("people", "list", "--names", "--format", "json")
        guard case .array(let people)? = try JSONValue(parsing: answer.output)["people"] else {
            return []
        }
        return people
    }

    @Test func `a new name and address replace the old ones, and the log does not change`()
        throws
    {
        let office = try Office()
        let ref = Self.submit(office, "Jo Park <jo@example.org>")
        let log = office.referral("log", "--format", "ndjson").output
        let answer = office.referral(
            "people",
            "set",
            "jo@example.org",
            "--name",
            "Jo Hill",
            "--address",
            "jo@hill.example",
            "--language",
            "en"
        )
        #expect(answer.status == .done, "\(answer.errors)")
        #expect(office.referral("log", "--format", "ndjson").output == log)
        let people = try Self.people(office)
        #expect(people.map { $0["name"] } == [.string("Jo Hill")])
        #expect(office.referral("status", ref).output.contains("Jo Hill"))
        let same = Self.submit(office, "jo hill <JO@hill.example>", "--key", "2")
        #expect(try office.status(same, "subject") == office.status(ref, "subject"))
        #expect(office.referral("people", "set", "jo@hill.example").status == .usage)
        #expect(office.referral("people", "set", "nobody", "--name", "x").status == .notFound)
    }

    @Test func `an alias discovered late makes one person of two`() throws {
        let office = try Office()
        _ = Self.submit(office, "Jo Park <jo@example.org>")
        _ = Self.submit(office, "Jo Hill <jo@hill.example>")
        #expect(try office.figure("people")["value"] == .integer(2))
        let link = ["people", "link", "jo@example.org", "Jo Hill", "--reason", "maiden name"]
        #expect(office.run(link).status == .done)
        #expect(try office.figure("people")["value"] == .integer(1))
        #expect(office.run(link).errors.contains("they are one person already"))
        let linked = try #require(try CorrectionTests.ends(office)["linked"])
        #expect(office.referral("undo", linked, "--reason", "no").status == .done)
        #expect(try office.figure("people")["value"] == .integer(2))
    }

    @Test func `a couple at one address are two, and a subject may become a referrer`()
        throws
    {
        let office = try Office()
        let jo = Self.submit(office, "Jo Park <park@example.org>")
        let al = office.referral(
            "submit",
            "--from",
            "Jo Park <park@example.org>",
            "--for",
            "Al Park <park@example.org>",
            "--service",
            "legal"
        )
        #expect(al.errors.contains("taken for another person"))
        let ref = al.output.trimmed
        #expect(try office.status(ref, "referrer") == office.status(jo, "subject"))
        #expect(try office.status(ref, "subject") != office.status(jo, "subject"))
    }

    @Test func `who is forgotten is in no file, and every figure stays`() throws {
        let office = try Office()
        let ref = Self.submit(
            office,
            "Jo Pärk <jo@example.org>",
            "--need",
            "a \"quiet\" room"
        )
        office.referral("note", ref, "Jo's sister\nrang")
        office.referral("close", ref, "--outcome", "cancelled", "--reason", "Jo moved away")
        let event = try #require(try CorrectionTests.ends(office)["submitted"])
        office.referral("amend", event, "need=a loud room", "--reason", "Jo said so")
        _ = Self.submit(office, "Al Finn <al@example.org>", "--need", "stays")
        let before = office.referral("report", "--format", "csv").output

        let answer = office.referral("forget", "jo pärk")
        #expect(answer.status == .done, "\(answer.errors)")
        #expect(answer.output.contains("not reached:"))
        let texts = [
            "Jo Pärk", "jo@example", "quiet", "sister", "moved away", "loud room", "Jo said",
        ]
        for name in try Self.files(below: office) {
            let bytes = String(
                decoding: try File.bytes(at: office.root.appending(name)),
                as: UTF8.self
            )
            for text in texts { #expect(!bytes.contains(text), "\(name) has \(text)") }
        }
        #expect(
            try String(
                decoding: File.bytes(at: office.root.appending("people.jsonl")),
                as: UTF8.self
            )
            .contains("stays")
        )
        #expect(office.referral("report", "--format", "csv").output == before)
        #expect(office.referral("verify").status == .done)
        #expect(office.referral("forget", "P-" + "0000000000000000").status == .notFound)

        let person = try #require(try office.events("erased").first?["person"]?.text)
        #expect(office.referral("forget", person).errors.contains("forgotten already"))
        let taken = office.referral(
            "submit",
            "--from",
            "clinic",
            "--for",
            person,
            "--service",
            "food"
        )
        #expect(taken.errors.contains("was forgotten: give the person anew"))
        let anew = Self.submit(office, "Jo Pärk <jo@example.org>")
        #expect(try office.status(anew, "subject") != .string(person))
    }

    @Test func `lines of people travel, and those of who is forgotten do not return`()
        throws
    {
        let office = try Office()
        _ = Self.submit(office, "Jo Park <jo@example.org>", "--need", "a room")
        _ = Self.submit(office, "Al Finn <al@example.org>", "--need", "a bed")
        let export = office.referral("people", "export").output
        #expect(export.split(separator: "\n").count == 4)
        let known = office.run(["people", "import"], export)
        #expect(known.errors.contains("lines taken in: 0; known: 4"))
        office.referral("forget", "Jo Park")
        let back = office.run(["people", "import"], export)
        #expect(back.errors.contains("of people who are forgotten, left out: 2"))
        #expect(try Self.people(office).count == 1)
        #expect(office.referral("people", "export").output.split(separator: "\n").count == 2)
        let spoilt = office.run(["people", "import"], export + "Jo Park\n")
        #expect(spoilt.status == .badData)
        #expect(spoilt.errors.contains("line 5 is neither a person nor a private text"))
        #expect(!spoilt.errors.contains("Jo"))
    }

    /// The files of an office's ledger, by their paths from its root.
    static func files(below office: Office, _ folder: String = "") throws -> [String] {
        try Directory.names(in: folder.isEmpty ? office.root : office.root.appending(folder))
            .flatMap { name -> [String] in
                let path = folder.isEmpty ? name : folder + "/" + name
                let identity = try File.identity(at: office.root.appending(path))
                return identity?.kind == .directory ? try files(below: office, path) : [path]
            }
    }
}
