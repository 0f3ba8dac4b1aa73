import ReferralModel

extension Measure {
    /// Needs whose first attempt was accepted, of those whose first attempt is answered or ended.
    static let firstOfferRate = Measure(
        "first_offer_rate",
        .need,
        .cohort,
        "accepted by the first asked"
    ) { sample in
        .rate(
            sample.rate { need in
                guard let first = need.course.attempts.first else { return nil }
                guard let answer = first.answer else { return first.isLive ? nil : false }
                return answer.accepted
            }
        )
    }
}
