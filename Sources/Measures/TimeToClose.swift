import ReferralModel

extension Measure {
    /// From submission to the closing in effect, of needs that have it.
    static let timeToClose = Measure(
        "time_to_close",
        .need,
        .cohort,
        "from submission to the outcome"
    ) { sample in
        .duration(
            sample.durations { need in
                need.course.closing.map { (need.submission, $0.moment) }
            }
        )
    }
}
