import Notation
import ReferralModel

extension Measure {
    /// Computes the figure for a sample.
    public func callAsFunction(_ sample: Sample) -> Figure {
        let members = sample.members(of: self)
        switch definition {
        case .count: return .count(members.count)
        case .distinct(let value):
            return .count(Set(members.lazy.compactMap { value($0.need, sample) }).count)
        case .rate(let beside, let judge): return .rate(rate(members, sample, beside, judge))
        case .duration(let ends):
            var durations: [Int64] = []
            var excluded = 0
            for member in members {
                guard let (start, end) = ends(member) else { continue }
                if let elapsed = sample.elapsed(from: start, to: end) {
                    durations.append(elapsed)
                } else {
                    excluded += 1
                }
            }
            return .duration(DurationSummary(durations, excluded: excluded))
        case .oldest:
            return .age(members.lazy.compactMap { sample.age(of: $0.need) }.max())
        case .amount(let amounts):
            var sums: [CurrencyCode: Amount] = [:]
            for money in members.lazy.flatMap({ amounts($0.need) }) {
                sums[money.currency] = (sums[money.currency] ?? .zero) + money.amount
            }
            return .amount(sums)
        }
    }

    private func rate(
        _ members: [Member],
        _ sample: Sample,
        _ beside: String?,
        _ judge: (Member, Sample) -> Judgement
    ) -> Rate {
        var rate = Rate()
        var count = 0
        for member in members {
            let judgement = sample.following(judge(member, sample))
            switch judgement.line {
            case .above:
                rate.numerator += 1
                rate.denominator += 1
            case .below: rate.denominator += 1
            case .excluded: rate.excluded += 1
            case .open where unit == .attempt: rate.open += 1
            case .open, .immature, .outside: break
            }
            if judgement.isBeside { count += 1 }
            if unit == .need, member.need.isOpen { rate.open += 1 }
        }
        rate.immature = sample.immature(of: unit).count
        rate.beside = beside.map { ($0, count) }
        return rate
    }
}

extension Sample {
    /// The members that a measure is counted from.
    func members(of measure: Measure) -> [Member] {
        guard measure.unit == .need else { return attempts }
        return measure.population == .stock ? stock : needs
    }

    /// Those too young for the follow-up.
    func immature(of unit: Measure.Unit) -> [Member] {
        unit == .attempt ? immatureAttempts : immature
    }

    /// A judgement under the follow-up: where its horizon is one day for all, what is open fails.
    func following(_ judgement: Judgement) -> Judgement {
        guard openFails, judgement.line == .open else { return judgement }
        return Judgement(.below, judgement.why)
    }

    /// Milliseconds between two moments; `nil` where they are out of order or not exact enough.
    ///
    /// A duration is never clamped: what cannot be true is left out.
    func elapsed(from start: Moment, to end: Moment) -> Int64? {
        guard let elapsed = start.elapsed(to: end, in: zone), elapsed >= 0 else { return nil }
        return elapsed
    }

    func age(of need: Need) -> Int64? {
        need.submission.elapsed(to: Moment(need.asOf), in: zone)
    }
}
