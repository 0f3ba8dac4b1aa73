import ReferralModel

extension Measure {
    /// From submission to the first routing, of needs that have it.
    static let timeToRoute = Measure(
        "time_to_route",
        .need,
        .cohort,
        "from submission to the first asked"
    ) { sample in
        .duration(
            sample.durations { need in
                need.course.attempts.first.map { (need.submission, $0.routed) }
            }
        )
    }
}
