extension Measure {
    /// Needs whose referrer said that they have the word, of those closed.
    static let confirmedRate = needs("confirmed_rate", "closed, and the referrer confirmed") {
        need in
        need.isOpen ? .stillOpen : .when(need.acknowledged != nil)
    }
}
