import ReferralModel

extension Measure {
    /// Needs with at least one accepted attempt, of those submitted.
    static let acceptedRate = needs("accepted_rate", "accepted by a provider") { need in
        .when(need.course.firstAcceptance != nil)
    }
}
