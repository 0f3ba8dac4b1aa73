extension Measure {
    /// Needs whose referrer said that they have the word, of those closed.
    static let confirmedRate = Measure(
        "confirmed_rate",
        .need,
        .cohort,
        "closed, and the referrer confirmed"
    ) { sample in
        .rate(sample.rate { $0.isOpen ? nil : $0.acknowledged != nil })
    }
}
