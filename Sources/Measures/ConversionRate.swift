import ReferralModel

extension Measure {
    /// Needs closed with success, of all submitted.
    static let conversionRate = needs("conversion_rate", "submitted and closed with success") {
        .when($0.outcomeClass == .success)
    }
}
