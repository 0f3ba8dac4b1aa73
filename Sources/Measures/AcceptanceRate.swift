import ReferralModel

extension Measure {
    /// Attempts whose first answer is yes, of those answered; silent ones beside.
    static let acceptanceRate = attempts(
        "acceptance_rate",
        "answers that were yes",
        beside: "silent"
    ) { attempt, _, _ in
        if let answer = attempt.answer { return .when(answer.accepted) }
        return attempt.isLive
            ? .init(.open, "asked, and not answered yet")
            : .init(.outside, "ended without an answer", isBeside: true)
    }
}
