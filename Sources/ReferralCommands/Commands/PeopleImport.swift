internal import ArgumentParser
import EventLog
import Notation
import Project
import ReferralModel
import Rendering

/// `referral people import`: takes in what another clone has exported.
struct PeopleImport: LedgerCommand {
    static let configuration = CommandConfiguration(
        command: "import",
        abstract: "Take in details and private texts from another clone.",
        discussion: """
            Reads what referral people export prints, from a file or standard input. What
            is known is passed over, and so is what belongs to people who are forgotten; a
            line that is neither a person nor a text is refused, and then nothing is taken
            in.

            Example:
              gpg --decrypt people.gpg | referral people import
            """
    )

    @Argument(help: "The file; standard input where none is named.")
    var file: String?

    @OptionGroup var options: LedgerOptions

    func run(in invocation: Invocation) throws -> ExitStatus {
        let format = try options.outputFormat()
        let bytes =
            if let file, file != "-" { try File.bytes(ofAny: invocation.path(file)) } else {
                try invocation.readInput()
            }
        var lines: [PeopleLine] = []
        let rows = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, row) in rows.enumerated() where !row.isEmpty && row != [0x0D] {
            guard let line = PeopleLine(row), line.isWhole else {
                throw Failure(
                    .badData,
                    "line \(index + 1) is neither a person nor a private text: give what referral "
                        + "people export prints"
                )
            }
            lines.append(line)
        }
        var counts = (taken: 0, known: 0, forgotten: 0)
        try options.register(invocation) { register in
            counts = (0, 0, 0)
            let people = register.ledger.people
            let forgotten = register.ledger.forgotten
            for line in lines {
                if line.isForgotten(people, forgotten) {
                    counts.forgotten += 1
                } else if register.people.has(line) {
                    counts.known += 1
                } else {
                    register.keep(line)
                    counts.taken += 1
                }
            }
        }
        guard format.isForPeople else {
            let row = [
                JSONMember("taken", .integer(counts.taken)),
                JSONMember("known", .integer(counts.known)),
                JSONMember("forgotten", .integer(counts.forgotten)),
            ]
            try invocation.saying(done: "the lines are taken in") {
                try invocation.show(
                    Document(
                        schema: "referral.import/1",
                        members: row,
                        columns: row.map(\.key),
                        rows: [row],
                        blocks: []
                    ),
                    as: format
                )
            }
            return .done
        }
        invocation.warn(
            "lines taken in: \(counts.taken); known: \(counts.known); of people who are forgotten, "
                + "left out: \(counts.forgotten)"
        )
        return .done
    }
}
