import ReferralModel

extension Measure {
    /// Needs whose first attempt was accepted, of those whose first attempt is answered or ended.
    static let firstOfferRate = needs("first_offer_rate", "accepted by the first asked") { need in
        guard let first = need.course.attempts.first else {
            return .init(.outside, "nobody was asked")
        }
        guard let answer = first.answer else {
            return first.isLive ? .init(.open, "the first asked has not answered") : .below
        }
        return .when(answer.accepted)
    }
}
