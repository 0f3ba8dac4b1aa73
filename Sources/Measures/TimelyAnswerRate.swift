import ReferralModel

extension Measure {
    /// Attempts answered at or before `respond_by`, of those that have one and are due.
    ///
    /// An attempt answered before it was routed is excluded, and one of whose answer nobody knows when it
    /// came.
    static let timelyAnswerRate = attempts("timely_answer_rate", "answered in time") {
        attempt,
        need,
        terms in
        guard let due = attempt.respondBy else { return .init(.outside, "nothing was due") }
        if let answer = attempt.answer {
            if attempt.routed.isAfter(answer.moment, in: terms.zone) {
                return .init(.excluded, "answered before it was asked")
            }
            guard answer.moment.elapsed(to: Moment(due), in: terms.zone) != nil else {
                return .init(.excluded, "nobody knows when it was answered")
            }
        }
        return attempt.judged(asOf: need.asOf) { answer in
            !answer.moment.isAfter(Moment(due), in: terms.zone)
        }
    }
}
