import ReferralModel

extension Measure {
    /// Distinct persons or leads; pseudonyms that are linked are one.
    static let people = Measure(
        "people",
        .need,
        .cohort,
        "people",
        .distinct(persons: true) { $0.submitted.subject }
    )
}
