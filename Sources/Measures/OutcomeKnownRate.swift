import ReferralModel

extension Measure {
    /// Needs of which it is known what became of the person or lead, of those closed.
    static let outcomeKnownRate = Measure(
        "outcome_known_rate",
        .need,
        .cohort,
        "closed, and the outcome known"
    ) { sample in
        .rate(sample.rate { $0.outcomeClass?.isKnown })
    }
}
