/// The definition of one figure; its file says what is above and below the line.
public struct Measure: Sendable {
    /// What is counted.
    public enum Unit: String, Sendable {
        /// Needs.
        case need
        /// Attempts of needs.
        case attempt
    }

    /// Which of them.
    public enum Population: String, Sendable {
        /// Those submitted in the window.
        case cohort
        /// Those open at the instant, whenever submitted.
        case stock
    }

    /// Its name in every report.
    public let name: String
    /// What is counted.
    public let unit: Unit
    /// Which of them.
    public let population: Population
    /// What it tells, in a few words for people.
    public let meaning: String
    let compute: @Sendable (Sample) -> Figure

    init(
        _ name: String,
        _ unit: Unit,
        _ population: Population,
        _ meaning: String,
        compute: @escaping @Sendable (Sample) -> Figure
    ) {
        self.name = name
        self.unit = unit
        self.population = population
        self.meaning = meaning
        self.compute = compute
    }

    /// The measures of the summary, in the order of the report.
    public static let summary: [Measure] = [
        .submitted, .people, .households, .routedRate, .acceptedRate, .firstOfferRate,
        .answerRate, .acceptanceRate, .timelyAnswerRate, .completionRate, .conversionRate,
        .loopClosureRate, .toldRate, .outcomeKnownRate, .confirmedRate, .reopenedRate,
        .responseTime, .timeToRoute, .timeToAccept, .timeToClose, .timeToTell, .open,
        .oldestOpen, .revenue,
    ]

    /// Computes the figure for a sample.
    public func callAsFunction(_ sample: Sample) -> Figure { compute(sample) }
}
