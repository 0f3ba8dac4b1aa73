import ArgumentParser
import EventLog
import Notation
import Project
import ReferralModel
import Reports

/// `referral report`: the figures.
struct Report: LedgerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the figures of the loop.",
        discussion: """
            Every rate has its numerator and denominator and a 95 % interval; what each figure
            counts is in referral-output(5).

            Examples:
              referral report --period 2026-Q1
              referral report --by channel --format csv
            """
    )

    @Argument(help: "Which report; there is one: summary.")
    var name = "summary"

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Figures for each group: referrer, provider, service, channel, source, campaign, "
                + "segment, incentive, priority, location, outcome, closing-reason, "
                + "decline-reason, stage, month, week or tag:NAME.",
            valueName: "dimension"
        )
    )
    var by: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Submitted since.", valueName: "day"))
    var since: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Submitted until.", valueName: "day"))
    var until: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Submitted in 2026-03, 2026-Q1 or 2026.", valueName: "period")
    )
    var period: String?

    @OptionGroup var options: LedgerOptions

    func run(in invocation: Invocation) async throws -> ExitStatus {
        guard name == "summary" else {
            throw Failure(
                .usage,
                "no report is called \(name)\(Failure.hint(name, ["summary"])): there is summary"
            )
        }
        if let by, !SummaryReport.groups(by: by) {
            let known = SummaryReport.dimensions
            throw Failure(
                .usage,
                "figures cannot be grouped by \(by)\(Failure.hint(by, known)): use one of "
                    + known.joined(separator: ", ")
            )
        }
        var open = try OpenLedger(options, invocation)
        let window = try window(DateReader(now: open.now, zone: open.zone))
        let heading = SummaryReport.Heading(
            ledger: open.ledger.founding.name.text,
            heads: open.log.heads,
            programmeHash: try open.directory.programmeHash()
        )
        let report = SummaryReport(
            &open.ledger,
            heading,
            window: window,
            by: by,
            open.setting(names: .none)
        )
        try open.show(report.document, invocation)
        return .done
    }

    private func window(_ dates: DateReader) throws(Failure) -> DaySpan {
        guard let period else {
            let span = DaySpan(
                since: try StatusFilter.day(since, "--since", dates),
                until: try StatusFilter.day(until, "--until", dates)
            )
            if let first = span.since, let last = span.until, first > last {
                throw Failure(.usage, "--since is after --until: turn them round")
            }
            return span
        }
        guard since == nil, until == nil else {
            throw Failure(.usage, "--period is a --since and an --until: give it alone")
        }
        guard let window = DaySpan(period: period) else {
            throw Failure(.usage, "--period cannot be read: give 2026-03, 2026-Q1 or 2026")
        }
        return window
    }
}
