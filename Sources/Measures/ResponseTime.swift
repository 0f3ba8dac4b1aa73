import ReferralModel

extension Measure {
    /// From the routing of an attempt to its first answer, of those answered.
    static let responseTime = Measure(
        "response_time",
        .attempt,
        .cohort,
        "from asking to the answer",
        .duration { member in
            guard let attempt = member.attempt, let answer = attempt.answer else { return nil }
            return (attempt.routed, answer.moment)
        }
    )
}
