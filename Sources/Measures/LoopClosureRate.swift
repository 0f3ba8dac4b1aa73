extension Measure {
    /// Needs whose referrer was told how they ended, of all submitted.
    static let loopClosureRate = Measure(
        "loop_closure_rate",
        .need,
        .cohort,
        "submitted, and the referrer told"
    ) { sample in
        .rate(sample.rate { $0.told != nil })
    }
}
