import ReferralModel

extension Measure {
    /// Needs with at least one accepted attempt, of those submitted.
    static let acceptedRate = Measure(
        "accepted_rate",
        .need,
        .cohort,
        "accepted by a provider"
    ) { sample in
        .rate(sample.rate { $0.course.firstAcceptance != nil })
    }
}
