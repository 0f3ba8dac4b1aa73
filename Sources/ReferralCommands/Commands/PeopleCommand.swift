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

    func run(in invocation: Invocation) throws -> ExitStatus {
        try PeopleList.parse([]).run(in: invocation)
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

    func run(in invocation: Invocation) throws -> ExitStatus {
        try Self.show(who, names: names, options, invocation)
        return .done
    }

    /// Shows those of a name, address, id or pseudonym; everybody where none is given.
    static func show(
        _ who: String?,
        names: Bool,
        _ options: LedgerOptions,
        _ invocation: Invocation
    ) throws {
        let (open, counts) = try counted(options, invocation)
        let people = try open.directory.people(in: open.ledger)
        let chosen = who.map { people.matching($0) } ?? people.everybody
        if let who, chosen.isEmpty { try refuse(mistyped: who) }
        let isShown = names || open.format.isForPeople
        try open.show(
            document(chosen, counts, open.ledger.people, isShown: isShown),
            invocation
        )
    }

    /// The ledger, and how many referrals there are about each person.
    private static func counted(
        _ options: LedgerOptions,
        _ invocation: Invocation
    ) throws -> (OpenLedger, [Verbatim: Int]) {
        let open = try OpenLedger(options, invocation, reading: .figures(noted: false))
        let counts = referrals(in: open.ledger)
        guard open.hasLost || open.ledger.people.hasErasures else { return (open, counts) }
        // Which texts are forgotten shows only in whole events.
        let whole = try OpenLedger(options, invocation.silent)
        return (whole, referrals(in: whole.ledger))
    }

    /// Refuses a word that is nobody's name, and nearly that of a command.
    private static func refuse(mistyped who: String) throws(Failure) {
        let hint = Failure.hint(who, PeopleCommand.commands.map { $0.commandName })
        guard hint.isEmpty else {
            throw Failure(
                .usage,
                "nobody is called \(Failure.word(who))\(hint): see referral people --help"
            )
        }
    }

    /// Persons in a document.
    ///
    /// - `counts`: How many referrals there are about each, by the name of the person's class.
    /// - `isShown`: Whether names and addresses are.
    private static func document(
        _ persons: [Person],
        _ counts: [Verbatim: Int],
        _ classes: PersonClasses,
        isShown: Bool
    ) -> Document {
        let shown = { (texts: [String]) in
            isShown ? JSONValue.array(texts.map { .string($0) }) : .null
        }
        var rows: [[JSONMember]] = []
        var cells: [[String]] = []
        for person in persons {
            let name = person.id.verbatim
            let representative = classes.representative(of: name)
            let same = representative == name ? nil : representative.text
            let count = counts[representative] ?? 0
            rows.append([
                JSONMember("person", .string(name.text)),
                JSONMember("name", isShown ? .string(person.name) : .null),
                JSONMember("addresses", shown(person.addresses)),
                JSONMember("ids", shown(person.ids)),
                JSONMember("same_as", .optional(same)),
                JSONMember("referrals", .integer(count)),
            ])
            cells.append([
                name.text, person.name.isEmpty ? "—" : person.name,
                (person.addresses + person.ids).joined(separator: ", "), same ?? "", "\(count)",
            ])
        }
        let table = Table(
            [
                .init("Person"), .init("Name"), .init("Reached at"), .init("Same as"),
                .init("Referrals", isNumeric: true),
            ],
            cells
        )
        return Document(
            schema: "referral.people/1",
            members: [JSONMember("people", .array(rows.map { .object($0) }))],
            columns: ["person", "name", "addresses", "ids", "same_as", "referrals"],
            rows: rows,
            blocks: persons.isEmpty ? [.line("nobody")] : [.table(table)]
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
