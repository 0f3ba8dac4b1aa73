import ReferralModel

extension Measure {
    /// Distinct households, of needs that name one.
    static let households = Measure("households", .need, .cohort, "households") { sample in
        .count(Set(sample.needs.compactMap(\.submitted.household)).count)
    }
}
