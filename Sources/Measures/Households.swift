import ReferralModel

extension Measure {
    /// Distinct households, of needs that name one.
    static let households = Measure(
        "households",
        .need,
        .cohort,
        "households",
        .distinct(persons: false) { $0.submitted.household }
    )
}
