import ReferralModel

extension Measure {
    /// Needs of which it is known what became of the person or lead, of those closed.
    static let outcomeKnownRate = needs("outcome_known_rate", "closed, and the outcome known") {
        $0.outcomeClass.map { .when($0.isKnown) } ?? .stillOpen
    }
}
