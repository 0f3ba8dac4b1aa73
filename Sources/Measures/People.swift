import ReferralModel

extension Measure {
    /// Distinct persons or leads; pseudonyms that are linked are one.
    static let people = Measure(
        "people",
        .need,
        .cohort,
        "people",
        .distinct { $0.submitted.subject }
    )
}
