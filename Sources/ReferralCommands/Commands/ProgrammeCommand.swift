import ArgumentParser
import Notation
import Project
import ReferralModel
import Rendering

/// `referral programme`: stages, moves, outcomes, reasons, who may do what.
struct ProgrammeCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        command: "programme",
        abstract: "Show the programme, or check its file.",
        discussion: """
            Examples:
              referral programme --check
              referral programme --template social-care > referral.yaml
            """
    )

    @Flag(help: "Only say whether the file is sound, and providers.csv.")
    var check = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Print a template: general, sales, healthcare or social-care.",
            valueName: "name"
        ),
        completion: Completions.templates
    )
    var template: String?

    @OptionGroup var options: LedgerOptions

    func run(in invocation: Invocation) throws -> ExitStatus {
        let format = try options.outputFormat()
        if let template {
            guard !check else {
                throw Failure(
                    .usage,
                    "--check is of the ledger's own programme: leave out --check or --template"
                )
            }
            guard let template = Template(rawValue: template) else {
                throw ProjectFault.unknownTemplate(
                    template,
                    known: Template.allCases.map(\.rawValue)
                )
            }
            guard format == .text else {
                throw Failure(.usage, "a template is a file in YAML: leave out --format")
            }
            try invocation.output(Array(template.text.utf8))
            return .done
        }
        let directory = try options.ledgerDirectory(invocation)
        let programme = try directory.programme(afresh: true)
        // Whoever edits the one edits the other, and a fault there stops all routing.
        if check { _ = try directory.providers() }
        try invocation.show(check ? programme.finding : programme.document, as: format)
        return .done
    }
}

extension Programme {
    /// That it is sound, and what it is.
    fileprivate var finding: Document {
        let row = [
            JSONMember("name", .string(name)), JSONMember("version", .integer(version)),
            JSONMember("stages", .integer(stages.count)),
            JSONMember("outcomes", .integer(outcomes.count)),
        ]
        let line =
            "sound: \(name) version \(version), \(stages.count) stages, \(outcomes.count) outcomes"
        return Document(
            schema: "referral.check/1",
            members: row,
            columns: row.map(\.key),
            rows: [row],
            blocks: [.command(line)]
        )
    }

    /// The programme as a document: one row for each way that a referral may take.
    fileprivate var document: Document {
        let columns = ["from", "phase", "to", "kind", "class", "by", "needs", "reasons"]
        var rows: [[JSONMember]] = []
        for stage in stages {
            for target in targets(from: stage.name) {
                guard let transition = transition(from: stage.name, to: target) else { continue }
                let outcome = outcome(target)
                rows.append([
                    JSONMember("from", .string(stage.name.text)),
                    JSONMember("phase", .string(stage.phase.rawValue)),
                    JSONMember("to", .string(target.text)),
                    JSONMember("kind", .string(outcome == nil ? "stage" : "outcome")),
                    JSONMember("class", .optional(outcome?.outcomeClass.rawValue)),
                    JSONMember("by", .array(transition.by.map { .string($0.rawValue) })),
                    JSONMember(
                        "needs",
                        .array(needs(of: transition, to: target).map { .string($0) })
                    ),
                    JSONMember("reasons", .array((reasons[target] ?? []).map { .string($0.text) })),
                ])
            }
        }
        let words = { (value: JSONValue) in
            if case .array(let elements) = value {
                elements.compactMap(\.text).joined(separator: ", ")
            } else {
                value.text ?? ""
            }
        }
        let table = Table(
            [
                .init("From"), .init("Phase", dispensability: 2), .init("To", wraps: true),
                .init("Kind", dispensability: 3), .init("Class", dispensability: 1),
                .init("By", wraps: true), .init("Needs", wraps: true),
                .init("Reasons", wraps: true),
            ],
            rows.map { row in row.map { words($0.value) } }
        )
        let facts: [(name: String, value: String)] = [
            ("priorities", priorities.map(\.text).joined(separator: ", ")),
            ("currency", currency?.code ?? "—"), ("timezone", timezone),
            ("subjects", subjectsAreOpen ? "open: accounts in the log" : "pseudonyms"),
            ("private", (privateKeys.map(\.text)).joined(separator: ", ")),
        ]
        return Document(
            schema: "referral.programme/1",
            members: [
                JSONMember("name", .string(name)), JSONMember("version", .integer(version)),
                JSONMember("timezone", .string(timezone)),
                JSONMember("priorities", .array(priorities.map { .string($0.text) })),
                JSONMember("transitions", .array(rows.map { .object($0) })),
            ],
            columns: columns,
            rows: rows,
            blocks: [
                .heading("\(name), version \(version)", level: 1), .facts(facts), .table(table),
            ]
        )
    }
}
