import ReferralModel

extension Measure {
    /// From the routing of an attempt to its first answer, of those answered.
    static let responseTime = Measure(
        "response_time",
        .attempt,
        .cohort,
        "from asking to the answer"
    ) { sample in
        .duration(
            sample.durations(
                sample.attempts.lazy.compactMap { attempt in
                    attempt.answer.map { (attempt.routed, $0.moment) }
                }
            )
        )
    }
}
