import ArgumentParser
import EventLog
import Notation
import Project
import ReferralModel
import Rendering
import Reports

/// `referral report`: the figures.
struct Report: LedgerCommand {
    static let configuration = CommandConfiguration(
        command: "report",
        abstract: "Print the figures of the loop.",
        discussion: """
            Every rate has its numerator and denominator and a 95 % interval; what each
            figure counts is in referral-output(5).

            Examples:
              referral report --period 2026-Q1
              referral report --by channel --format csv
              referral report --as-of 2026-03-31 --follow-up 60d --where service=housing
              referral report --by provider --explain told_rate --group harbor-housing
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
        ),
        completion: Completions.dimensions
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

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Follow each so long after its submission, or all to a day: 60d, 2026-06-30.",
            valueName: "length"
        )
    )
    var followUp: String?

    @Option(
        name: .customLong("where"),
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Only those of these groups of a dimension; once for each dimension.",
            valueName: "key=value"
        )
    )
    var filters: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "One figure, with everything above and below its line.",
            valueName: "metric"
        ),
        completion: Completions.metrics
    )
    var explain: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The group of --by whose figure is explained.", valueName: "key")
    )
    var group: String?

    @OptionGroup var past: PastOptions
    @OptionGroup var options: LedgerOptions

    func run(in invocation: Invocation) throws -> ExitStatus {
        guard name == "summary" else {
            throw Failure(
                .usage,
                "no report is called \(name)\(Failure.hint(name, ["summary"])): there is summary"
            )
        }
        guard group == nil || (explain != nil && by != nil) else {
            throw Failure(.usage, "--group is of a figure to explain: add --by and --explain")
        }
        guard explain == nil || by == nil || group != nil else {
            throw Failure(.usage, "--explain is of one figure: add --group, or leave out --by")
        }
        do {
            try show(in: invocation)
        } catch let problem as ReportRequest.Problem {
            throw Failure(problem)
        }
        return .done
    }

    /// Shows the report: of what was noted of needs where that will do, else of the log.
    private func show(in invocation: Invocation) throws {
        let mayBeNoted = explain == nil && followUp == nil
        var open = try OpenLedger(
            options,
            invocation,
            past: past,
            reading: .figures(noted: mayBeNoted)
        )
        invocation.warn(ofStrangers: try Conditions(filters).strangers(to: open.programme))
        var log = open.index
        if let known = log, let notes = open.notes {
            switch try document(of: open, noted: notes, known) {
            case .document(let document): return try open.show(document, invocation)
            case .passed: log = nil
            case .outdated: break
            }
            open = try OpenLedger(
                options,
                invocation.silent,
                past: past,
                reading: .figures(noted: false)
            )
        }
        // What the reports to come need is noted, and this one is the first of them.
        let notes = past.asOf == nil ? log.flatMap { open.notes(on: $0) } : nil
        var document = try noted(open, notes, log) ?? document(of: open)
        let hasLost = open.hasLost
        if hasLost {
            open = try OpenLedger(options, invocation.silent, past: past)
            document = try self.document(of: open)
        }
        try open.show(document, invocation)
        if let log, let notes, !hasLost { log.note(notes) }
    }

    /// The report of notes that were just made, if they answer it.
    private func noted(
        _ open: OpenLedger,
        _ notes: Columns?,
        _ log: IndexedLog?
    ) throws -> Document? {
        guard let notes, let log,
            case .document(let document) = try document(of: open, noted: notes, log)
        else { return nil }
        return document
    }

    /// The report of what was noted of needs.
    private func document(
        of open: OpenLedger,
        noted notes: any ColumnSource,
        _ log: IndexedLog
    ) throws -> ReportRequest.Noted {
        try request(open).document(
            noted: notes,
            and: log.recent,
            of: open.ledger,
            try heading(open),
            open.setting(names: .none),
            threads: open.directory.threads(for: open.count)
        )
    }

    private func request(_ open: OpenLedger) throws -> ReportRequest {
        let dates = DateReader(now: open.now, zone: open.zone)
        let day = followUp.flatMap { dates.read($0) }.flatMap { $0.isDay ? $0.date : nil }
        return try ReportRequest(
            asOf: open.now,
            window: try window(dates),
            by: by,
            filters: filters,
            followUp: day?.description ?? followUp,
            explain: explain,
            group: group,
            in: open.zone
        )
    }

    private func heading(_ open: OpenLedger) throws -> SummaryReport.Heading {
        SummaryReport.Heading(
            ledger: open.ledger.founding.name.text,
            heads: open.heads,
            programmeHash: try open.directory.programmeHash()
        )
    }

    private func document(of open: OpenLedger) throws -> Document {
        try request(open).document(
            open.ledger,
            try heading(open),
            open.setting(names: .none),
            threads: open.directory.threads(for: open.count)
        )
    }

    private func window(_ dates: DateReader) throws(Failure) -> DaySpan {
        guard let period else {
            return try StatusFilter.window(since: since, until: until, dates)
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

extension Failure {
    /// Why no report can be made of what was asked.
    init(_ problem: ReportRequest.Problem) {
        switch problem {
        case .unknownDimension(let name, let known):
            self.init(
                .usage,
                "figures cannot be grouped by \(Self.word(name))\(Self.hint(name, known)): use one of "
                    + known.joined(separator: ", ")
            )
        case .unreadableFilter:
            self.init(
                .usage,
                "--where cannot be read: give KEY=VALUE or KEY=VALUE,VALUE, with a key that --by "
                    + "takes"
            )
        case .repeatedFilter(let dimension):
            self.init(
                .usage,
                "two conditions are on \(dimension): give its values in one --where, with commas"
            )
        case .unreadableFollowUp:
            self.init(.usage, "--follow-up cannot be read: give 60d, 12h or a day")
        case .lateFollowUp:
            self.init(.usage, "--follow-up is after --as-of: give an earlier day")
        case .unknownMetric(let name, let known):
            self.init(
                .usage,
                "no figure is called \(Self.word(name))\(Self.hint(name, known)): use one of "
                    + known.joined(separator: ", ")
            )
        case .unknownGroup(let name, let known):
            self.init(
                .notFound,
                "no group is called \(Self.word(name))\(Self.hint(name, known)): see the report without "
                    + "--explain"
            )
        }
    }
}
