import ReferralModel

extension Measure {
    /// What needs brought: what was earned of each where anything was, else the value of its closing
    /// with success; by currency.
    static let revenue = Measure(
        "revenue",
        .need,
        .cohort,
        "earned, or the value of successes",
        .amount { need in
            guard need.earned.isEmpty else { return need.earned }
            guard need.outcomeClass == .success, let money = need.course.closing?.payload.money
            else {
                return []
            }
            return [money]
        }
    )
}
