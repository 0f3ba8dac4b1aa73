import Measures
public import Notation
public import ReferralModel
public import Rendering

/// A report as somebody asks for it, in words.
public struct ReportRequest: Sendable {
    /// Why no report can be made of the words.
    public enum Problem: Error {
        /// There is no such dimension.
        case unknownDimension(String, known: [String])
        /// A condition is no `KEY=VALUE[,VALUE…]`.
        case unreadableFilter
        /// There are two conditions on one dimension.
        case repeatedFilter(String)
        /// A follow-up is neither a length nor a day.
        case unreadableFollowUp
        /// The day of a follow-up is after what is looked at.
        case lateFollowUp
        /// There is no such figure.
        case unknownMetric(String, known: [String])
        /// There is no such group.
        case unknownGroup(String, known: [String])
    }

    /// What figures can be grouped by.
    public static var dimensions: [String] { Dimension.names }

    /// The names of the figures.
    public static var metrics: [String] { Measure.summary.map(\.name) }

    let question: Question
    /// The figure that is to be explained.
    let measure: Measure?
    private let group: String?

    /// Reads what is asked.
    ///
    /// - `by`: A dimension to group by.
    /// - `filters`: Conditions, `KEY=VALUE[,VALUE…]` each.
    /// - `followUp`: `60d`, `12h` or a day.
    /// - `explain`: A figure to be explained, of a `group` or of the whole.
    public init(
        asOf: Instant,
        window: DaySpan,
        by dimension: String?,
        filters: [String],
        followUp: String?,
        explain: String?,
        group: String?,
        in zone: TimeZoneRules
    ) throws(Problem) {
        var question = Question(asOf: asOf, window: window)
        question.dimension = try dimension.map { text throws(Problem) in
            try Self.dimension(text)
        }
        question.filters = try Conditions(filters).filters
        if let followUp {
            guard let horizon = FollowUp(followUp) else { throw .unreadableFollowUp }
            if case .day(let date) = horizon, zone.end(of: date) > asOf { throw .lateFollowUp }
            question.followUp = horizon
        }
        self.question = question
        self.group = group
        measure = try explain.map { name throws(Problem) in
            guard let measure = Measure.summary.first(where: { $0.name == name }) else {
                throw .unknownMetric(name, known: Measure.summary.map(\.name))
            }
            return measure
        }
    }

    /// The report, or the explanation that is asked for.
    ///
    /// - `threads`: How many are to share the work.
    public func document(
        _ ledger: Ledger,
        _ heading: SummaryReport.Heading,
        _ setting: Setting,
        threads: Int = 1
    ) throws(Problem) -> Document {
        guard let measure else {
            let study = Study(tallying: ledger, question, in: setting.zone, threads: threads)
            return SummaryReport(study, heading, question, setting)
                .document(threads: threads)
        }
        let study = Study(sampling: ledger, question, in: setting.zone)
        guard let group else {
            return ExplainedFigure.document(
                measure,
                study.whole,
                group: nil,
                heading,
                question,
                setting
            )
        }
        let wanted = Verbatim(group)
        guard let found = study.groups.first(where: { ($0.key ?? Dimension.none) == wanted })
        else {
            throw .unknownGroup(group, known: study.groups.map { ($0.key ?? Dimension.none).text })
        }
        return ExplainedFigure.document(
            measure,
            found.gathered,
            group: group,
            heading,
            question,
            setting
        )
    }

    static func dimension(_ text: String) throws(Problem) -> Dimension {
        guard let dimension = Dimension(text) else {
            throw .unknownDimension(text, known: Dimension.names)
        }
        return dimension
    }
}
