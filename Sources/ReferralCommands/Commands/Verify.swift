internal import ArgumentParser
import EventLog
import Notation
import Project
import ReferralModel
import Rendering
import SystemPackage

/// `referral verify`: the integrity of the ledger.
struct Verify: LedgerCommand {
    static let configuration = CommandConfiguration(
        command: "verify",
        abstract: "Check that the ledger is whole: every line, every link, every seal.",
        discussion: """
            Exit status 0: sound. 65: not; each fault is listed with file, line and kind.
            1: a head that was noted is gone. --head lists the events that sort before it
            and are not behind it: merged late, or slipped in. --strict fails too on what
            is sound and should be looked at.

            Examples:
              referral verify && git commit -am "week 12"
              referral verify --head "$(cat heads.txt)"
            """
    )

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Heads that were noted, as referral head prints them.",
            valueName: "heads"
        )
    )
    var head: [String] = []

    @Flag(
        help: """
            Fail also on conflicts, anomalies, unknown types, waiting events, what the programme \
            would not allow today, and pieces in quarantine.
            """
    )
    var strict = false

    @OptionGroup var options: LedgerOptions

    func run(in invocation: Invocation) throws -> ExitStatus {
        let format = try options.outputFormat()
        // Of two the parser would take the last, and the first would seem to be here.
        guard head.count < 2 else {
            throw Failure(
                .usage,
                "--head is given twice: put all hashes in one, with commas between"
            )
        }
        let noted = try head.first.map { typed throws(Failure) in try NotedHeads(typed) }
        let directory = try options.ledgerDirectory(invocation)
        let survey = try survey(directory, noted, invocation)
        invocation.warn(ofFormat: survey.version)
        try invocation.show(survey.document, as: format)
        let people = directory.peoplePath
        // A file that is called a sample holds made-up people, and is there to be shown.
        if let name = people.lastComponent?.string, !name.hasSuffix(".sample.jsonl"),
            invocation.gitTracks(name, in: people.removingLastComponent())
        {
            let isOwn = people.removingLastComponent() == directory.root
            let path = isOwn ? name : people.string
            invocation.warn(
                "git tracks \(name), which holds names and private texts: take it out with "
                    + "git rm --cached \(path), and out of the history"
            )
        }
        if invocation.gitIgnores("events/any.jsonl", in: directory.root) {
            invocation.warn(
                "git ignores events/, so that no clone will have them: see git check-ignore -v "
                    + "events/any.jsonl"
            )
        }
        guard survey.faults.isEmpty, survey.findings.isEmpty else { return .badData }
        return survey.isWhole ? .done : .refused
    }

    /// Surveys the ledger: in one pass where nothing is wrong, else with the whole log at hand, to
    /// say what is.
    private func survey(
        _ directory: LedgerDirectory,
        _ noted: NotedHeads?,
        _ invocation: Invocation
    ) throws -> LedgerSurvey {
        let programme = try directory.programme(afresh: true)
        let manner = LedgerSurvey.Manner(
            zone: directory.zone(of: programme),
            programme: strict ? programme : nil,
            quarantined: strict ? try directory.quarantined() : 0,
            threads: directory.threads(for:)
        )
        // Asked before the log is read: what is acknowledged meanwhile need not be in it.
        let acknowledged = directory.acknowledged(by: try options.writer(invocation))
        if noted == nil {
            var people = try people(of: directory)
            var log = try directory.soundLog(holding: acknowledged, opening: people)
            var ledger: Ledger?
            if log?.figures.ledger.people.hasErasures == true {
                // Which texts are forgotten shows only in whole events.
                let found = try directory.indexed().ledger
                if (try? directory.holdsForgotten(found)) == true {
                    ledger = found
                    people = try self.people(of: directory, in: ledger)
                    log = try directory.soundLog(holding: acknowledged, opening: people)
                }
                directory.sweep(found, sayingIn: invocation)
            }
            if let log {
                // What is recorded meanwhile brings its texts with it.
                let later =
                    log.unopened.isEmpty ? people : try self.people(of: directory, in: ledger)
                let survey = LedgerSurvey(log, people: later, manner)
                if !log.figures.hasLost { return survey }
            }
        }
        let log = try directory.log()
        if let acknowledged, !log.holds(acknowledged) { invocation.warn(ofLost: acknowledged) }
        let people = try people(of: directory, in: log.ledger)
        directory.sweep(log.ledger, sayingIn: invocation)
        return LedgerSurvey(log, people: people, noted, manner)
    }

    /// The people that this machine knows; nobody where whoever asks may not read of them, so that all
    /// seals are counted as such that cannot be opened.
    ///
    /// - `ledger`: Says who is forgotten.
    private func people(
        of directory: LedgerDirectory,
        in ledger: Ledger? = nil
    ) throws -> People {
        do {
            return if let ledger { try directory.people(in: ledger) } else {
                try directory.people()
            }
        } catch ProjectFault.system(let fault) where fault.isPermission {
            return People()
        }
    }
}
