import ReferralModel

extension Measure {
    /// Distinct persons or leads; pseudonyms that are linked are one.
    static let people = Measure("people", .need, .cohort, "people") { sample in
        .count(
            Set(sample.needs.map { sample.people.representative(of: $0.submitted.subject) }).count
        )
    }
}
