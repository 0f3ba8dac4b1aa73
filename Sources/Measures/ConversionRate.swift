import ReferralModel

extension Measure {
    /// Needs closed with success, of all submitted.
    static let conversionRate = Measure(
        "conversion_rate",
        .need,
        .cohort,
        "submitted and closed with success"
    ) { sample in
        .rate(sample.rate { $0.outcomeClass == .success })
    }
}
