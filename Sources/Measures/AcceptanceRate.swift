import ReferralModel

extension Measure {
    /// Attempts whose first answer is yes, of those answered; silent ones beside.
    static let acceptanceRate = Measure(
        "acceptance_rate",
        .attempt,
        .cohort,
        "answers that were yes"
    ) { sample in
        var rate = Rate()
        var silent = 0
        for attempt in sample.attempts {
            guard let answer = attempt.answer else {
                if attempt.isLive { rate.open += 1 } else { silent += 1 }
                continue
            }
            rate.denominator += 1
            if answer.accepted { rate.numerator += 1 }
        }
        rate.beside = ("silent", silent)
        return .rate(rate)
    }
}
