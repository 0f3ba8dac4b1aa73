import Measures
public import Notation
public import ReferralModel
public import Rendering

/// The report that is printed where no other is named: the loop in figures.
public struct SummaryReport: Sendable {
    /// What a report says of itself, so that it can be printed again.
    public struct Heading: Sendable {
        /// The ledger's name.
        public let ledger: String
        /// The heads of what was folded.
        public let heads: [Digest]
        /// The hash of the programme file.
        public let programmeHash: Digest

        /// Joins the three.
        public init(ledger: String, heads: [Digest], programmeHash: Digest) {
            self.ledger = ledger
            self.heads = heads
            self.programmeHash = programmeHash
        }
    }

    private let heading: Heading
    private let study: Study
    private let window: DaySpan
    private let dimension: String?
    private let setting: Setting

    /// What figures can be grouped by.
    public static var dimensions: [String] {
        Dimension.Name.allCases.map(\.rawValue) + ["tag:NAME"]
    }

    /// Whether figures can be grouped by a dimension of this name.
    public static func groups(by name: String) -> Bool { Dimension(name) != nil }

    /// Studies a ledger as of now.
    public init(
        _ ledger: inout Ledger,
        _ heading: Heading,
        window: DaySpan,
        by dimension: String?,
        _ setting: Setting
    ) {
        self.heading = heading
        self.window = window
        self.dimension = dimension
        self.setting = setting
        study = Study(
            &ledger,
            asOf: setting.now,
            window: window,
            by: dimension.flatMap { Dimension($0) },
            in: setting.zone
        )
    }

    /// The report as a document.
    public var document: Document {
        var document = Document(schema: "referral.report/1")
        let whole = shapes(study.whole)
        document.members = header + [JSONMember("metrics", metrics(whole))]
        document.columns = ["group", "metric"] + FigureShape.columns
        document.rows = rows(whole, group: .null)
        if dimension != nil {
            var groups: [JSONValue] = []
            for (key, sample) in study.groups {
                let shapes = shapes(sample)
                groups.append(
                    .object([
                        JSONMember("key", .optional(key?.text)),
                        JSONMember("metrics", metrics(shapes)),
                    ])
                )
                document.rows += rows(shapes, group: .string(key?.text ?? "(none)"))
            }
            document.members.append(JSONMember("groups", .array(groups)))
        }
        document.members.append(JSONMember("anomalies", .array(study.oddities.map(Self.json))))
        document.blocks = titles + (dimension == nil ? figures(whole) : groupTable) + footer(whole)
        return document
    }

    private func shapes(_ sample: Sample) -> [FigureShape] {
        Measure.summary.map { FigureShape(measure: $0, figure: $0(sample)) }
    }

    private func metrics(_ shapes: [FigureShape]) -> JSONValue {
        .object(shapes.map { JSONMember($0.measure.name, .object($0.members)) })
    }

    private func rows(_ shapes: [FigureShape], group: JSONValue) -> [[JSONMember]] {
        shapes.map { shape in
            let known = shape.members
            return [
                JSONMember("group", group), JSONMember("metric", .string(shape.measure.name)),
            ]
                + FigureShape.columns.map { column in
                    known.first { $0.key == column } ?? JSONMember(column, .null)
                }
        }
    }

    private var header: [JSONMember] {
        let programme = setting.programme
        return [
            JSONMember("ledger", .string(heading.ledger)),
            JSONMember("as_of", .string(setting.now.description)),
            JSONMember("heads", .array(heading.heads.map { .string($0.description) })),
            JSONMember(
                "programme",
                .object([
                    JSONMember("name", .string(programme.name)),
                    JSONMember("version", .integer(programme.version)),
                    JSONMember("hash", .string(heading.programmeHash.description)),
                ])
            ),
            JSONMember("timezone", .string(setting.zone.identifier)),
            JSONMember("filters", .object([])),
            JSONMember("since", .optional(window.since?.description)),
            JSONMember("until", .optional(window.until?.description)),
        ]
    }

    private static func json(_ oddity: Study.Oddity) -> JSONValue {
        .object([
            JSONMember("ref", .string(oddity.id.description)),
            JSONMember("anomalies", .array(oddity.anomalies.map { .string($0.rawValue) })),
        ])
    }
}

extension SummaryReport {
    private var titles: [Document.Block] {
        let span =
            switch (window.since, window.until) {
            case (nil, nil): "all submissions"
            case (let since?, nil): "submitted from \(since)"
            case (nil, let until?): "submitted to \(until)"
            case (let since?, let until?): "submitted \(since) to \(until)"
            }
        return [
            .heading(heading.ledger.isEmpty ? "Summary" : "\(heading.ledger): summary", level: 1),
            .line(
                "\(span), as of \(setting.zone.reading(of: setting.now)) "
                    + setting.zone.identifier
            ),
        ]
    }

    private func figures(_ shapes: [FigureShape]) -> [Document.Block] {
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
            default: counts.append([name, shape.words, shape.measure.meaning])
            }
        }
        return [
            .heading("Counts", level: 2),
            .table(
                Table([.init("Figure"), .init("Value", isNumeric: true), .init("What")], counts)
            ),
            .heading("Rates", level: 2),
            .table(
                Table(
                    [
                        .init("Figure"), .init("Rate", isNumeric: true),
                        .init("Of", isNumeric: true), .init("95 %", isNumeric: true),
                        .init("What"),
                    ],
                    rates
                )
            ),
            .heading("Durations", level: 2),
            .table(
                Table(
                    [
                        .init("Figure"), .init("Median", isNumeric: true),
                        .init("Mean", isNumeric: true), .init("P90", isNumeric: true),
                        .init("Max", isNumeric: true), .init("Count", isNumeric: true),
                        .init("What"),
                    ],
                    durations
                )
            ),
        ]
    }

    private var groupTable: [Document.Block] {
        let names = [
            "submitted", "accepted_rate", "completion_rate", "conversion_rate", "told_rate",
            "time_to_close", "open", "revenue",
        ]
        let samples: [(String, Sample)] =
            study.groups.map { ($0.key.map { setting.names.shown($0) } ?? "(none)", $0.sample) }
            + [("total", study.whole)]
        let rows = samples.map { name, sample in
            [name]
                + names.map { column in
                    guard let shape = shapes(sample).first(where: { $0.measure.name == column })
                    else { return "" }
                    guard case .rate(let rate) = shape.figure, rate.denominator > 0 else {
                        return shape.words
                    }
                    return "\(rate.numerator)/\(rate.denominator) \(shape.words)"
                }
        }
        let columns = [Table.Column(dimension ?? "")] + names.map { .init($0, isNumeric: true) }
        return [.table(Table(columns, rows))]
    }

    private func footer(_ whole: [FigureShape]) -> [Document.Block] {
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
        let programme = setting.programme
        let edition =
            "programme \(programme.name) version \(programme.version), "
            + "\(heading.programmeHash.description.prefix(12)); heads "
            + heading.heads.map { String($0.description.prefix(12)) }.joined(separator: ", ")
        return [.heading("Notes", level: 2)] + (lines + [edition]).map { .line($0) }
    }
}
