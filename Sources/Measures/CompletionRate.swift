import ReferralModel

extension Measure {
    /// Needs closed with success, of those closed and not neutral; partial success beside.
    static let completionRate = Measure(
        "completion_rate",
        .need,
        .cohort,
        "closed with success"
    ) { sample in
        var rate = sample.rate { need in
            guard let outcome = need.outcomeClass, outcome != .neutral else { return nil }
            return outcome == .success
        }
        rate.beside = ("partial", sample.needs.count { $0.outcomeClass == .partial })
        return .rate(rate)
    }
}
