import Notation
import ReferralModel

/// What one measure has come to so far.
struct Tally: Sendable {
    private var rate = Rate()
    private var beside = 0
    /// How many different values were counted beside ``values``.
    private var known = 0
    private var distinct = DistinctValues()
    private var durations = Durations()
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
        case .count, .rate: add(measure.vote(of: member, terms))
        case .distinct:
            if let value = measure.value(of: member.need, terms) {
                distinct.add(value)
            }
        case .duration(let ends):
            guard let (start, end) = ends(member) else { return }
            guard let elapsed = terms.elapsed(from: start, to: end) else { return add(.excluded) }
            durations.append(elapsed)
        case .oldest: if let age = terms.age(of: member.need) { take(age: age) }
        case .amount(let amounts): for money in amounts(member.need) { add(money) }
        }
    }

    /// Adds votes that are alike.
    mutating func add(_ vote: Vote, times: Int = 1) {
        if vote.contains(.above) { rate.numerator += times }
        if vote.contains(.below) { rate.denominator += times }
        if vote.contains(.excluded) { rate.excluded += times }
        if vote.contains(.open) { rate.open += times }
        if vote.contains(.beside) { beside += times }
    }

    /// Adds durations, best in rising order.
    mutating func add(durations: ArraySlice<Int64>) { self.durations.append(durations) }

    /// The different values that were gathered.
    var values: [Verbatim] { distinct.all }

    /// Counts so many more different values, none of which is among ``values``.
    mutating func add(values: Int) { known += values }

    /// Takes those values out that are true of something.
    mutating func removeValues(where isTrue: (Verbatim) -> Bool) {
        let kept = values.filter { !isTrue($0) }
        distinct = DistinctValues()
        for value in kept { distinct.add(value) }
    }

    /// Takes an age in milliseconds.
    mutating func take(age: Int64) { oldest = max(oldest ?? age, age) }

    /// Adds money.
    mutating func add(_ money: Money) { add(money.amount, of: money.currency) }

    private mutating func add(_ amount: Amount, of currency: CurrencyCode) {
        sums[currency] = (sums[currency] ?? .zero) + amount
    }

    /// Adds what other members came to.
    mutating func join(_ other: Tally) {
        rate.numerator += other.rate.numerator
        rate.denominator += other.rate.denominator
        rate.immature += other.rate.immature
        rate.excluded += other.rate.excluded
        rate.open += other.rate.open
        beside += other.beside
        known += other.known
        distinct.join(other.distinct)
        durations.join(other.durations)
        if let age = other.oldest { take(age: age) }
        for (currency, amount) in other.sums { add(amount, of: currency) }
    }

    /// The figure.
    func figure(of measure: Measure) -> Figure {
        switch measure.definition {
        case .count: .count(rate.numerator)
        case .distinct: .count(known + distinct.count)
        case .rate(let name, _): .rate(rate.with(name.map { ($0, beside) }))
        case .duration: .duration(DurationSummary(durations.all, excluded: rate.excluded))
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
