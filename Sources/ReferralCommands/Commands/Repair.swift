internal import ArgumentParser
import EventLog
import Notation
import Project
import Rendering

/// `referral repair`: sets aside what is no event.
struct Repair: LedgerCommand {
    static let configuration = CommandConfiguration(
        command: "repair",
        abstract: "Set damage in the files of the log aside; nothing is deleted.",
        discussion: """
            Each damaged file is written anew without lines that are no event, markers of
            git, NUL bytes and lines that stand twice. A copy of the file as it was, and
            every piece, is kept in .referral/quarantine/. Events that are missing are not
            brought back: merge a clone that has them. Exit status 0: sound now. 65:
            something is left; see referral verify.

            Example:
              referral repair && referral verify
            """
    )

    @Flag(help: "Say what would be set aside; change nothing.")
    var dryRun = false

    @OptionGroup var options: LedgerOptions

    func run(in invocation: Invocation) throws -> ExitStatus {
        let format = try options.outputFormat()
        let directory = try options.ledgerDirectory(invocation)
        let timeout = try options.timeout()
        // What was set aside before somebody was forgotten goes first, so that what is set aside now stays.
        if !dryRun { directory.sweep(try directory.log().ledger, sayingIn: invocation) }
        let pieces: [LogRepair.Piece]
        do {
            pieces = try directory.repair(
                now: invocation.clock(),
                lockTimeout: timeout,
                dryRun: dryRun
            )
        } catch {
            throw Failure(error, lockTimeout: timeout)
        }
        let document = Self.document(pieces, isRehearsal: dryRun)
        if dryRun {
            try invocation.show(document, as: format)
        } else {
            try invocation.saying(done: "\(pieces.count) set aside in .referral/quarantine/") {
                try invocation.show(document, as: format)
            }
        }
        let log = try directory.log()
        let faults = log.faults() + log.unreadable
        if !dryRun, let first = faults.first {
            if first.kind == .missing || first.line == 0 && first.kind == .founding {
                invocation.warn(
                    "\(first.place): \(first.detail): merge a clone that has what is missing, and see "
                        + "referral verify"
                )
            } else {
                invocation.warn(
                    "\(first.place): \(first.detail): a hand must mend that, as referral-ledger(5) says"
                )
            }
        }
        return faults.isEmpty ? .done : .badData
    }

    private static func document(_ pieces: [LogRepair.Piece], isRehearsal: Bool) -> Document {
        let rows = pieces.map { piece in
            [
                JSONMember("file", .string("events/" + piece.file)),
                JSONMember("line", .integer(piece.line)),
                JSONMember("kind", .string(piece.kind)),
                JSONMember("bytes", .integer(piece.bytes.count)),
            ]
        }
        let lines = pieces.map { piece in
            Document.Block.line(
                "events/\(piece.file):\(piece.line): \(piece.kind), \(piece.bytes.count) bytes"
            )
        }
        let count = pieces.count == 1 ? "1 piece" : "\(pieces.count) pieces"
        let verb = isRehearsal ? "would be set aside" : "set aside in .referral/quarantine/"
        return Document(
            schema: "referral.repair/1",
            members: [JSONMember("set_aside", .array(rows.map { .object($0) }))],
            columns: ["file", "line", "kind", "bytes"],
            rows: rows,
            blocks: lines + [.line(pieces.isEmpty ? "nothing to set aside" : "\(count) \(verb)")]
        )
    }
}
