import ReferralModel

extension Measure {
    /// Needs with at least one attempt, of those submitted.
    static let routedRate = needs("routed_rate", "sent to a provider") { need in
        .when(!need.course.attempts.isEmpty)
    }
}
