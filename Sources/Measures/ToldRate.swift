extension Measure {
    /// Needs whose referrer was told how they ended, of those closed.
    static let toldRate = needs("told_rate", "closed, and the referrer told") { need in
        need.isOpen ? .stillOpen : .when(need.told != nil)
    }
}
