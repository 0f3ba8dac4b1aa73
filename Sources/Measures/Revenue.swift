import Notation
import ReferralModel

extension Measure {
    /// The sum of the values of needs closed with success, by currency.
    static let revenue = Measure("revenue", .need, .cohort, "value of successes") { sample in
        var sums: [CurrencyCode: Amount] = [:]
        for need in sample.needs where need.outcomeClass == .success {
            guard let money = need.course.closing?.payload.money else { continue }
            sums[money.currency, default: .zero] =
                sums[money.currency, default: .zero] + money.amount
        }
        return .amount(sums)
    }
}
