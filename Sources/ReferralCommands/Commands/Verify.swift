import ArgumentParser
import EventLog
import Notation
import Project
import ReferralModel
import Rendering
import SystemPackage

/// `referral verify`: the integrity of the ledger.
struct Verify: LedgerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that the ledger is whole: every line, every link, every seal.",
        discussion: """
            Exit status 0: sound. 65: not; each fault is listed with file, line and kind.

            Example:
              referral verify && git commit -am "week 12"
            """
    )

    @OptionGroup var options: LedgerOptions

    func run(in invocation: Invocation) async throws -> ExitStatus {
        let format = try options.outputFormat()
        let directory = try options.ledgerDirectory(invocation)
        let programme = try directory.programme()
        let zone = directory.zone(of: programme)
        let log = try directory.log()
        var survey = LedgerSurvey(log, people: try directory.people())
        try await invocation.show(survey.document(zone), as: format)
        let people = directory.peoplePath
        // A file that is called a sample holds made-up people, and is there to be shown.
        if let name = people.lastComponent?.string, !name.hasSuffix(".sample.jsonl"),
            await Git.tracks(name, in: people.removingLastComponent())
        {
            invocation.warn(
                "git tracks \(name), which holds names and private texts: take it out with "
                    + "git rm --cached \(name), and out of the history"
            )
        }
        return survey.faults.isEmpty ? .done : .badData
    }
}
