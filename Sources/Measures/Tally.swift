import Notation
import ReferralModel

/// What one measure has come to so far.
struct Tally: Sendable {
    private var count = 0
    private var rate = Rate()
    private var beside = 0
    private var values: [Verbatim] = []
    private var durations: [Int64] = []
    private var excluded = 0
    private var oldest: Int64?
    private var sums: [CurrencyCode: Amount] = [:]

    /// Takes a member of a stratum, if the measure counts it.
    mutating func take(
        _ member: Member,
        of stratum: Stratum,
        _ measure: Measure,
        _ terms: Terms
    ) {
        guard stratum == measure.counted else {
            if stratum == measure.immature { rate.immature += 1 }
            return
        }
        switch measure.definition {
        case .count: count += 1
        case .distinct(let value):
            if let value = value(member.need, terms) { values.append(value) }
        case .rate(_, let judge):
            take(terms.following(judge(member, terms)), of: member, measure.unit)
        case .duration(let ends):
            guard let (start, end) = ends(member) else { return }
            if let elapsed = terms.elapsed(from: start, to: end) {
                durations.append(elapsed)
            } else {
                excluded += 1
            }
        case .oldest:
            if let age = terms.age(of: member.need) { oldest = max(oldest ?? age, age) }
        case .amount(let amounts):
            for money in amounts(member.need) { add(money.amount, of: money.currency) }
        }
    }

    private mutating func take(
        _ judgement: Judgement,
        of member: Member,
        _ unit: Measure.Unit
    ) {
        switch judgement.line {
        case .above:
            rate.numerator += 1
            rate.denominator += 1
        case .below: rate.denominator += 1
        case .excluded: rate.excluded += 1
        case .open where unit == .attempt: rate.open += 1
        case .open, .immature, .outside: break
        }
        if judgement.isBeside { beside += 1 }
        if unit == .need, member.need.isOpen { rate.open += 1 }
    }

    private mutating func add(_ amount: Amount, of currency: CurrencyCode) {
        sums[currency] = (sums[currency] ?? .zero) + amount
    }

    /// Adds what other members came to.
    mutating func join(_ other: Tally) {
        count += other.count
        rate.numerator += other.rate.numerator
        rate.denominator += other.rate.denominator
        rate.immature += other.rate.immature
        rate.excluded += other.rate.excluded
        rate.open += other.rate.open
        beside += other.beside
        values += other.values
        durations += other.durations
        excluded += other.excluded
        if let age = other.oldest { oldest = max(oldest ?? age, age) }
        for (currency, amount) in other.sums { add(amount, of: currency) }
    }

    /// The figure.
    func figure(of measure: Measure) -> Figure {
        switch measure.definition {
        case .count: .count(count)
        case .distinct: .count(Set(values).count)
        case .rate(let name, _): .rate(rate.with(name.map { ($0, beside) }))
        case .duration: .duration(DurationSummary(durations, excluded: excluded))
        case .oldest: .age(oldest)
        case .amount: .amount(sums)
        }
    }
}

extension Rate {
    fileprivate func with(_ beside: (name: String, count: Int)?) -> Rate {
        var rate = self
        rate.beside = beside
        return rate
    }
}

extension Measure {
    /// The part of a group that it counts.
    var counted: Stratum {
        if unit == .attempt { return .attempts }
        return population == .stock ? .stock : .needs
    }

    /// The part of a group that is too young to be counted; `nil` for what is counted at an instant.
    var immature: Stratum? {
        if population == .stock { return nil }
        return unit == .attempt ? .immatureAttempts : .immature
    }

    /// Computes the figure for a group.
    public func callAsFunction(_ sample: Sample) -> Figure {
        var tally = Tally()
        for member in sample.members(of: self) {
            tally.take(member, of: counted, self, sample.terms)
        }
        for member in sample.immature(of: self) {
            if let immature { tally.take(member, of: immature, self, sample.terms) }
        }
        return tally.figure(of: self)
    }
}
