import ReferralModel

extension Measure {
    /// From submission to the first acceptance, of needs that have it.
    static let timeToAccept = Measure(
        "time_to_accept",
        .need,
        .cohort,
        "from submission to the first yes"
    ) { sample in
        .duration(
            sample.durations { need in
                need.course.firstAcceptance.map { (need.submission, $0.moment) }
            }
        )
    }
}
