import ReferralModel

/// What a member adds to the counts of a measure; values, durations and money are beside it.
struct Vote: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    /// It is counted, or above the line.
    static let above = Vote(rawValue: 1)
    /// It is below the line too.
    static let below = Vote(rawValue: 2)
    /// It is left out, since its data cannot be true.
    static let excluded = Vote(rawValue: 4)
    /// It is not decided yet.
    static let open = Vote(rawValue: 8)
    /// It is counted beside the figure.
    static let beside = Vote(rawValue: 16)
}

extension Measure {
    /// What a member of the stratum that is counted adds.
    func vote(of member: Member, _ terms: Terms) -> Vote {
        switch definition {
        case .count: .above
        case .distinct, .amount, .oldest: []
        case .duration(let ends):
            ends(member).map { terms.elapsed(from: $0, to: $1) == nil ? .excluded : [] } ?? []
        case .rate(_, let judge): vote(terms.following(judge(member, terms)), member)
        }
    }

    private func vote(_ judgement: Judgement, _ member: Member) -> Vote {
        var vote: Vote =
            switch judgement.line {
            case .above: [.above, .below]
            case .below: .below
            case .excluded: .excluded
            case .open: unit == .attempt ? .open : []
            case .immature, .outside: []
            }
        if judgement.isBeside { vote.insert(.beside) }
        if unit == .need, member.need.isOpen { vote.insert(.open) }
        return vote
    }
}
