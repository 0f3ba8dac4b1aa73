import ReferralModel

extension Measure {
    /// Needs with at least one attempt, of those submitted.
    static let routedRate = Measure(
        "routed_rate",
        .need,
        .cohort,
        "sent to a provider"
    ) { sample in
        .rate(sample.rate { !$0.course.attempts.isEmpty })
    }
}
