extension Measure {
    /// Needs whose referrer was told how they ended, of all submitted.
    static let loopClosureRate = needs("loop_closure_rate", "submitted, and the referrer told") {
        .when($0.told != nil)
    }
}
