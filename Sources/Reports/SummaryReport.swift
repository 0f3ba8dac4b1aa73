import Measures
public import Notation
import ReferralModel
import Rendering

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

    let heading: Heading
    let study: Study<Tallies>
    let question: Question
    let setting: Setting

    /// Takes what was studied.
    init(
        _ study: Study<Tallies>,
        _ heading: Heading,
        _ question: Question,
        _ setting: Setting
    ) {
        self.heading = heading
        self.question = question
        self.setting = setting
        self.study = study
    }

    /// The report as a document.
    ///
    /// - `threads`: How many are to share the work.
    func document(threads: Int) -> Document {
        let tallies = [study.whole] + study.groups.map(\.gathered)
        let all = threads > 1 ? concurrently(over: tallies, shapes) : tallies.map(shapes)
        let whole = all[0]
        let groups = zip(study.groups, all.dropFirst()).map { (key: $0.key, shapes: $1) }
        return Document(
            schema: "referral.report/1",
            columns: ["group", "metric"] + FigureShape.columns,
            members: { members(whole, groups) },
            rows: {
                rows(whole, group: .null)
                    + groups.flatMap { key, shapes in
                        rows(shapes, group: .string((key ?? Dimension.none).text))
                    }
            },
            blocks: {
                titles
                    + (question.dimension == nil ? figures(whole) : groupTable(groups, whole))
                    + footer(whole)
            }
        )
    }

    private func members(
        _ whole: [FigureShape],
        _ groups: [(key: Verbatim?, shapes: [FigureShape])]
    ) -> [JSONMember] {
        var members =
            question.members(heading, setting) + [JSONMember("metrics", metrics(whole))]
        if question.dimension != nil {
            let objects = groups.map { key, shapes in
                JSONValue.object([
                    JSONMember("key", .optional(key?.text)),
                    JSONMember("metrics", metrics(shapes)),
                ])
            }
            members.append(JSONMember("groups", .array(objects)))
        }
        members.append(JSONMember("anomalies", .array(study.oddities.map(Self.json))))
        return members
    }

    @Sendable private func shapes(_ tallies: Tallies) -> [FigureShape] {
        tallies.figures.map { FigureShape(measure: $0.measure, figure: $0.figure) }
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

    private static func json(_ oddity: Oddity) -> JSONValue {
        .object([
            JSONMember("ref", .string(oddity.id.description)),
            JSONMember("anomalies", .array(oddity.anomalies.map { .string($0.rawValue) })),
        ])
    }
}
