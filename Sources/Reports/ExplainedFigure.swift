import Measures
import Notation
import ReferralModel
import Rendering

/// One figure with every member that it was counted from: `report --explain`.
enum ExplainedFigure {
    /// A document of one measure of one sample.
    ///
    /// - `group`: The group's name; `nil` for the whole.
    static func document(
        _ measure: Measure,
        _ sample: Sample,
        group: String?,
        _ heading: SummaryReport.Heading,
        _ question: Question,
        _ setting: Setting
    ) -> Document {
        let figure = FigureShape(measure: measure, figure: measure(sample))
        let explanations = measure.explained(sample)
        let rows = explanations.map(members)
        var counts: [(name: String, value: String)] = []
        for line in [Judgement.Line.above, .below, .open, .immature, .excluded, .outside] {
            let count = explanations.count { $0.judgement.line == line }
            if count > 0 { counts.append((line.rawValue, "\(count)")) }
        }
        let isSpoken = measure.unit == .attempt
        let columns: [Table.Column] =
            [.init("Ref")] + (isSpoken ? [.init("Provider"), .init("Asked")] : [])
            + [.init("Line"), .init("Value", isNumeric: true), .init("Why", wraps: true)]
        let cells = explanations.map { one in
            let attempt = one.member.attempt
            return [one.member.need.id.description]
                + (isSpoken
                    ? [
                        attempt?.provider.text ?? "",
                        attempt.map { setting.reading($0.routed) } ?? "",
                    ]
                    : [])
                + [one.judgement.line.rawValue, words(one.value), one.judgement.why]
        }
        let lines = question.lines(
            in: setting.zone,
            immature: explanations.count { $0.judgement.line == .immature }
        )
        let asked =
            ["--explain", measure.name] + (group.map { ["--group", Question.quoted($0)] } ?? [])
        let title = group.map { "\(measure.name) of \($0)" } ?? measure.name
        var members = [
            JSONMember("metric", .string(measure.name)), JSONMember("group", .optional(group)),
        ]
        members += question.members(heading, setting)
        members.append(JSONMember("figure", .object(figure.members)))
        members.append(JSONMember("members", .array(rows.map { .object($0) })))
        var blocks: [Document.Block] = [
            .heading("\(title): \(figure.words)", level: 1),
            .line(
                "\(measure.meaning), by \(measure.unit.rawValue) of the "
                    + measure.population.rawValue
            ),
        ]
        blocks += lines.map { .line($0) }
        blocks.append(.facts(counts))
        blocks.append(cells.isEmpty ? .line("nothing to count") : .table(Table(columns, cells)))
        return Document(
            schema: "referral.explain/1",
            members: members,
            columns: columnNames,
            rows: rows,
            blocks: blocks + question.edition(heading, setting, beside: asked)
        )
    }

    private static let columnNames = ["ref", "provider", "routed_at", "line", "value", "why"]

    private static func members(_ one: Explanation) -> [JSONMember] {
        let attempt = one.member.attempt
        let value: JSONValue =
            switch one.value {
            case .one: .null
            case .duration(let milliseconds): Seconds.json(milliseconds)
            case .distinct(let name): .string(name.text)
            case .money(let money):
                .array(money.map { .string("\($0.amount) \($0.currency)") })
            }
        return [
            JSONMember("ref", .string(one.member.need.id.description)),
            JSONMember("provider", .optional(attempt?.provider.text)),
            JSONMember("routed_at", .optional(attempt?.routed.instant.description)),
            JSONMember("line", .string(one.judgement.line.rawValue)),
            JSONMember("value", value),
            JSONMember(
                "why",
                one.judgement.why.isEmpty ? .null : .string(one.judgement.why)
            ),
        ]
    }

    private static func words(_ value: Explanation.Value) -> String {
        switch value {
        case .one: ""
        case .duration(let milliseconds): Seconds.words(milliseconds)
        case .distinct(let name): name.text
        case .money(let money):
            money.map { "\($0.amount) \($0.currency)" }.joined(separator: " + ")
        }
    }
}
