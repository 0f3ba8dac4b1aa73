import ReferralModel

extension Measure {
    /// Attempts answered at or before `respond_by`, of those that have one and are due.
    ///
    /// An attempt answered before it was routed is excluded.
    static let timelyAnswerRate = Measure(
        "timely_answer_rate",
        .attempt,
        .cohort,
        "answered in time"
    ) { sample in
        var attempts: [Attempt] = []
        var excluded = 0
        for attempt in sample.attempts where attempt.respondBy != nil {
            if let answer = attempt.answer,
                attempt.routed.isAfter(answer.moment, in: sample.zone)
            {
                excluded += 1
            } else {
                attempts.append(attempt)
            }
        }
        var rate = sample.answers(among: attempts) { attempt in
            guard let answer = attempt.answer, let due = attempt.respondBy else { return false }
            return !answer.moment.isAfter(Moment(due), in: sample.zone)
        }
        rate.excluded = excluded
        return .rate(rate)
    }
}
