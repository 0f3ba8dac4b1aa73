import ArgumentParser
import Notation
import Project
import ReferralModel
import Rendering

/// `referral people`: who is behind the pseudonyms.
struct PeopleCommand: LedgerCommand {
    static let commands: [any LedgerCommand.Type] = [
        PeopleList.self, PeopleSet.self, PeopleLink.self, PeopleExport.self, PeopleImport.self,
    ]

    static let configuration = CommandConfiguration(
        command: "people",
        abstract: "Show who is behind the pseudonyms.",
        discussion: """
            Examples:
              referral people list
              referral people set jo@example.org --name "Jo Hill"
            """,
        subcommands: commands.map { $0 as any ParsableCommand.Type },
        defaultSubcommand: PeopleList.self
    )

    func run(in invocation: Invocation) async throws -> ExitStatus {
        try await PeopleList.parse([]).run(in: invocation)
    }
}

/// `referral people list`: the persons that this machine knows.
struct PeopleList: LedgerCommand {
    static let configuration = CommandConfiguration(
        command: "list",
        abstract: "List the persons that this machine knows.",
        discussion: """
            Example:
              referral people list "Jo Park"
            """
    )

    @Argument(help: "Only those of this name, address or id.")
    var who: String?

    @Flag(help: "Names and addresses in forms for machines too.")
    var names = false

    @OptionGroup var options: LedgerOptions

    func run(in invocation: Invocation) async throws -> ExitStatus {
        try await Self.show(who, names: names, options, invocation)
        return .done
    }

    /// Shows those of a name, address, id or pseudonym; everybody where none is given.
    static func show(
        _ who: String?,
        names: Bool,
        _ options: LedgerOptions,
        _ invocation: Invocation
    ) async throws {
        var open = try OpenLedger(options, invocation, reading: .figures(noted: false))
        var counts = referrals(in: open.ledger)
        // Which texts are forgotten shows only in whole events.
        if open.hasLost || open.ledger.people.hasErasures {
            open = try OpenLedger(options, invocation.silent)
            counts = referrals(in: open.ledger)
        }
        let people = try open.directory.people(in: open.ledger)
        let chosen =
            who.map { people.matching($0) } ?? people.everybody
        if let who, chosen.isEmpty {
            let commands = PeopleCommand.commands.map { $0.commandName }
            let hint = Failure.hint(who, commands)
            guard hint.isEmpty else {
                throw Failure(
                    .usage,
                    "nobody is called \(Failure.word(who))\(hint): see referral people --help"
                )
            }
        }
        let isShown = names || open.format.isForPeople
        let columns = ["person", "name", "addresses", "ids", "same_as", "referrals"]
        let classes = open.ledger.people
        let rows = chosen.map { person in
            let name = person.id.verbatim
            let same = classes.representative(of: name)
            return [
                JSONMember("person", .string(person.id.description)),
                JSONMember("name", isShown ? .string(person.name) : .null),
                JSONMember(
                    "addresses",
                    isShown ? .array(person.addresses.map { .string($0) }) : .null
                ),
                JSONMember("ids", isShown ? .array(person.ids.map { .string($0) }) : .null),
                JSONMember("same_as", same == name ? .null : .string(same.text)),
                JSONMember("referrals", .integer(counts[same] ?? 0)),
            ]
        }
        let cells = zip(chosen, rows).map { person, row in
            [
                person.id.description, person.name.isEmpty ? "—" : person.name,
                (person.addresses + person.ids).joined(separator: ", "),
                row[4].value.text ?? "", String(decoding: row[5].value.bytes, as: UTF8.self),
            ]
        }
        let table = Table(
            [
                .init("Person"), .init("Name"), .init("Reached at"), .init("Same as"),
                .init("Referrals", isNumeric: true),
            ],
            cells
        )
        try await open.show(
            Document(
                schema: "referral.people/1",
                members: [JSONMember("people", .array(rows.map { .object($0) }))],
                columns: columns,
                rows: rows,
                blocks: chosen.isEmpty ? [.line("nobody")] : [.table(table)]
            ),
            invocation
        )
    }

    /// How many referrals there are about each person, by the name of the person's class.
    private static func referrals(in ledger: Ledger) -> [Verbatim: Int] {
        let classes = ledger.people
        var counts: [Verbatim: Int] = [:]
        for id in ledger.submissions {
            guard let referral = ledger.folded(id), referral.isListed,
                let subject = referral.submission?.subject
            else { continue }
            counts[classes.representative(of: subject), default: 0] += 1
        }
        return counts
    }
}
