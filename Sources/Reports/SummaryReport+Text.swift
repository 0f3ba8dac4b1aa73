import Measures
import Notation
import ReferralModel
import Rendering

extension SummaryReport {
    var titles: [Document.Block] {
        let title = heading.ledger.isEmpty ? "Summary" : "\(heading.ledger): summary"
        let lines = question.lines(in: setting.zone, immature: study.whole.immature)
        return [.heading(title, level: 1)] + lines.map { .line($0) }
    }

    func figures(_ shapes: [FigureShape]) -> [Document.Block] {
        var counts: [[String]] = []
        var rates: [[String]] = []
        var durations: [[String]] = []
        for shape in shapes {
            let name = shape.measure.name
            switch shape.figure {
            case .rate(let rate):
                let interval = rate.interval.map { interval in
                    "\(FigureShape.percent(interval.low)) to \(FigureShape.percent(interval.high))"
                }
                let beside = rate.beside.map { $0.count == 0 ? "" : ", \($0.count) \($0.name)" }
                rates.append([
                    name, FigureShape.percent(rate.value),
                    rate.denominator == 0 ? "" : "\(rate.numerator)/\(rate.denominator)",
                    interval ?? "", shape.measure.meaning + (beside ?? ""),
                ])
            case .duration(let summary):
                durations.append([
                    name, Seconds.words(summary.median), Seconds.words(summary.mean),
                    Seconds.words(summary.p90), Seconds.words(summary.max), "\(summary.count)",
                    shape.measure.meaning,
                ])
            case .amount(let sums) where sums.count > 1:
                // A line for each currency, so that many of them do not make the table too wide.
                for (index, words) in FigureShape.parts(sums).enumerated() {
                    let isFirst = index == 0
                    counts.append([
                        isFirst ? name : "", words, isFirst ? shape.measure.meaning : "",
                    ])
                }
            default: counts.append([name, shape.words, shape.measure.meaning])
            }
        }
        return [
            .heading("Counts", level: 2),
            .table(
                Table(
                    [.init("Figure"), .init("Value", isNumeric: true), Self.what],
                    counts
                )
            ),
            .heading("Rates", level: 2),
            .table(
                Table(
                    [
                        .init("Figure"), .init("Rate", isNumeric: true),
                        .init("Of", isNumeric: true),
                        .init("95 %", isNumeric: true, dispensability: 1), Self.what,
                    ],
                    rates
                )
            ),
            .heading("Durations", level: 2),
            .table(
                Table(
                    [
                        .init("Figure"), .init("Median", isNumeric: true),
                        .init("Mean", isNumeric: true, dispensability: 1),
                        .init("P90", isNumeric: true, dispensability: 2),
                        .init("Max", isNumeric: true, dispensability: 3),
                        .init("Count", isNumeric: true, dispensability: 4), Self.what,
                    ],
                    durations
                )
            ),
        ]
    }

    /// What a figure says, which is left out first where a terminal is narrow.
    private static let what = Table.Column("What", wraps: true, dispensability: 9)

    func groupTable(
        _ groups: [(key: Verbatim?, shapes: [FigureShape])],
        _ whole: [FigureShape]
    ) -> [Document.Block] {
        let lines: [(String, [FigureShape])] =
            groups.map {
                ($0.key.map { setting.names.shown($0) } ?? Dimension.none.text, $0.shapes)
            }
            + [("total", whole)]
        let rows = lines.map { name, shapes in
            [name]
                + Measure.overview.map { measure in
                    guard let shape = shapes.first(where: { $0.measure === measure }) else {
                        return ""
                    }
                    guard case .rate(let rate) = shape.figure, rate.denominator > 0 else {
                        return shape.words
                    }
                    return "\(rate.numerator)/\(rate.denominator) \(shape.words)"
                }
        }
        let columns =
            [Table.Column(question.dimension?.text ?? "", wraps: true)]
            + Measure.overview.enumerated().map { index, measure in
                // Where they do not all fit, the last go first; how many there are stays.
                Table.Column(measure.name, isNumeric: true, dispensability: index)
            }
        return [.table(Table(columns, rows, namesLeftOut: true))]
    }

    func footer(_ whole: [FigureShape]) -> [Document.Block] {
        var lines: [String] = []
        for shape in whole {
            switch shape.figure {
            case .duration(let summary) where summary.excluded > 0:
                lines.append(
                    "\(shape.measure.name): \(summary.excluded) left out, since the data cannot "
                        + "be true or give no duration"
                )
            case .rate(let rate) where rate.excluded > 0:
                lines.append(
                    "\(shape.measure.name): \(rate.excluded) left out, since the data cannot be "
                        + "true"
                )
            default: continue
            }
        }
        for oddity in study.oddities.prefix(20) {
            lines.append(
                "anomaly: \(oddity.id) \(oddity.anomalies.map(\.meaning).joined(separator: "; "))"
            )
        }
        if study.oddities.count > 20 {
            lines.append("and \(study.oddities.count - 20) more anomalies; see --format json")
        }
        return [.heading("Notes", level: 2)] + lines.map { .line($0) }
            + question.edition(heading, setting)
    }
}
