internal import ArgumentParser
import Notation
import Project
import Rendering

/// `referral people export`: the details and private texts, to be handed to another clone.
struct PeopleExport: LedgerCommand {
    static let configuration = CommandConfiguration(
        command: "export",
        abstract: "Print the details and private texts that this machine has.",
        discussion: """
            One JSON object a line, as people.jsonl has them, for referral people import
            in another clone. Hand it over by a way that is fit for names.

            Example:
              referral people export | gpg --encrypt -r colleague@example.org > people.gpg
            """
    )

    @OptionGroup var options: LedgerOptions

    func run(in invocation: Invocation) throws -> ExitStatus {
        guard [.text, .ndjson].contains(try options.outputFormat()) else {
            throw Failure(
                .usage,
                "people export prints NDJSON and no other form: leave out --format"
            )
        }
        let open = try OpenLedger(options, invocation)
        try invocation.output(
            try open.directory.peopleLines(in: open.ledger),
            as: .ndjson
        )
        return .done
    }
}
