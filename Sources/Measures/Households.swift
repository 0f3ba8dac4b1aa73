import ReferralModel

extension Measure {
    /// Distinct households, of needs that name one; pseudonyms that are linked are one.
    static let households = Measure(
        "households",
        .need,
        .cohort,
        "households",
        .distinct { $0.submitted.household }
    )
}
