extension Measure {
    /// Needs whose referrer was told how they ended, of those closed.
    static let toldRate = Measure(
        "told_rate",
        .need,
        .cohort,
        "closed, and the referrer told"
    ) { sample in
        .rate(sample.rate { $0.isOpen ? nil : $0.told != nil })
    }
}
