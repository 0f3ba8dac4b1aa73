public import Notation
import ReferralModel

/// One member of a figure, with where it stands and what it adds.
public struct Explanation: Sendable {
    /// What a member adds to the figure.
    public enum Value: Sendable {
        /// One.
        case one
        /// Milliseconds.
        case duration(Int64)
        /// One of the values that are told apart.
        case distinct(Verbatim)
        /// Money.
        case money([Money])
    }

    /// The member.
    public let member: Member
    /// Where it stands.
    public let judgement: Judgement
    /// What it adds.
    public let value: Value
}

extension Measure {
    /// Every member that the figure was counted from, those left out among them, with the reason.
    public func explained(_ sample: Sample) -> [Explanation] {
        let young = sample.immature(of: self).map { member in
            Explanation(
                member: member,
                judgement: .init(.immature, "too young for the follow-up"),
                value: .one
            )
        }
        return sample.members(of: self).map { explained($0, sample.terms) } + young
    }

    private func explained(_ member: Member, _ terms: Terms) -> Explanation {
        var value = Explanation.Value.one
        let judgement: Judgement
        switch definition {
        case .count: judgement = .above
        case .distinct:
            let name = self.value(of: member.need, terms)
            if let name { value = .distinct(name) }
            judgement = name == nil ? .init(.outside, "names none") : .above
        case .rate(_, let judge): judgement = terms.following(judge(member, terms))
        case .duration(let ends):
            guard let (start, end) = ends(member) else {
                judgement = .init(.outside, "lacks one of the two ends")
                break
            }
            guard let elapsed = terms.elapsed(from: start, to: end) else {
                judgement = .init(.excluded, "the ends are out of order, or give no duration")
                break
            }
            value = .duration(elapsed)
            judgement = .above
        case .oldest:
            let age = terms.age(of: member.need)
            if let age { value = .duration(age) }
            judgement = age == nil ? .init(.excluded, "gives no duration") : .above
        case .amount(let amounts):
            let money = amounts(member.need)
            value = .money(money)
            judgement = money.isEmpty ? .init(.outside, "brought no money") : .above
        }
        return Explanation(member: member, judgement: judgement, value: value)
    }
}
