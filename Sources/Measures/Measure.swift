import Notation
import ReferralModel

/// The definition of one figure: its file says what is above and below the line.
public final class Measure: Sendable {
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

    /// How the figure comes of its members.
    enum Definition: Sendable {
        /// How many there are.
        case count
        /// How many different pseudonyms they have; those that are linked are one.
        case distinct(@Sendable (Need) -> Verbatim?)
        /// The share above the line; the name is that of what is counted beside it.
        case rate(beside: String?, @Sendable (Member, Terms) -> Judgement)
        /// How long it took, of those that have both ends.
        case duration(@Sendable (Member) -> (Moment, Moment)?)
        /// The age of the oldest.
        case oldest
        /// The sum of their amounts.
        case amount(@Sendable (Need) -> [Money])
    }

    /// Its name in every report.
    public let name: String
    /// What is counted.
    public let unit: Unit
    /// Which of them.
    public let population: Population
    /// What it tells, in a few words for people.
    public let meaning: String
    let definition: Definition

    init(
        _ name: String,
        _ unit: Unit,
        _ population: Population,
        _ meaning: String,
        _ definition: Definition
    ) {
        self.name = name
        self.unit = unit
        self.population = population
        self.meaning = meaning
        self.definition = definition
    }

    /// The pseudonym by which a need is told from others, if these are counted and it has one.
    func value(of need: Need, _ terms: Terms) -> Verbatim? {
        guard case .distinct(let value) = definition, let found = value(need) else { return nil }
        return terms.people.representative(of: found)
    }

    /// A share of needs of the cohort.
    static func needs(
        _ name: String,
        _ meaning: String,
        beside: String? = nil,
        _ judge: @escaping @Sendable (Need) -> Judgement
    ) -> Measure {
        Measure(
            name,
            .need,
            .cohort,
            meaning,
            .rate(beside: beside) { member, _ in
                judge(member.need)
            }
        )
    }

    /// A share of attempts of needs of the cohort.
    static func attempts(
        _ name: String,
        _ meaning: String,
        beside: String? = nil,
        _ judge: @escaping @Sendable (Attempt, Need, Terms) -> Judgement
    ) -> Measure {
        Measure(
            name,
            .attempt,
            .cohort,
            meaning,
            .rate(beside: beside) { member, terms in
                member.attempt.map { judge($0, member.need, terms) } ?? .init(.outside)
            }
        )
    }

    /// How long something took, of needs of the cohort.
    static func time(
        _ name: String,
        _ meaning: String,
        _ ends: @escaping @Sendable (Need) -> (Moment, Moment)?
    ) -> Measure {
        Measure(name, .need, .cohort, meaning, .duration { ends($0.need) })
    }

    /// Those by which groups are compared, what is most asked for first.
    public static let overview: [Measure] = [
        .submitted, .acceptedRate, .completionRate, .toldRate, .conversionRate, .timeToClose, .open,
        .revenue,
    ]

    /// The measures of the summary, in the order of the report.
    public static let summary: [Measure] = [
        .submitted, .people, .households, .routedRate, .acceptedRate, .firstOfferRate,
        .answerRate, .acceptanceRate, .timelyAnswerRate, .completionRate, .conversionRate,
        .loopClosureRate, .toldRate, .outcomeKnownRate, .confirmedRate, .reopenedRate,
        .responseTime, .timeToRoute, .timeToAccept, .timeToClose, .timeToTell, .open,
        .oldestOpen, .revenue,
    ]
}
