import ReferralModel

extension Measure {
    /// Attempts answered, of those answered, ended unanswered, or live past their time.
    static let answerRate = Measure(
        "answer_rate",
        .attempt,
        .cohort,
        "attempts answered"
    ) { sample in
        .rate(sample.answers(among: sample.attempts) { _ in true })
    }
}

extension Sample {
    /// Counts answers; live attempts whose time is not over stand apart.
    func answers(among attempts: [Attempt], _ isAbove: (Attempt) -> Bool) -> Rate {
        var rate = Rate()
        for attempt in attempts {
            let isPast = attempt.respondBy.map { $0 < asOf } ?? false
            guard attempt.answer != nil || !attempt.isLive || isPast else {
                rate.open += 1
                continue
            }
            rate.denominator += 1
            if attempt.answer != nil, isAbove(attempt) { rate.numerator += 1 }
        }
        return rate
    }
}
