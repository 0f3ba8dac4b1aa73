import Notation
import ReferralModel

/// The columns that figures are tallied from.
struct CardTallying: Sendable {
    let attemptNeed: [UInt32]
    let attemptProvider: [UInt32]
    private let count: CardCount
    /// Whether each need, and each attempt, is asked for.
    private let isInCohort: [Bool]
    private let isInAnswer: [Bool]
    private let votes: [UInt32]
    private let attemptVotes: [UInt32]
    private let ballots: [[UInt8]]
    private let isOpen: [Bool]
    /// The columns of numbers, by measure.
    private var columns: [(measure: Int, numbers: [UInt32])] = []
    private let values: CardValues
    /// In which round each value was met last.
    private var met: [Int]
    private var round = 0
    private var money: [UInt32: [Money]] = [:]

    init(_ count: CardCount, _ people: PersonClasses, mapsValues: Bool) throws(Cards.Unfit) {
        let cards = count.cards
        let needs = count.flags.count
        self.count = count
        let ballots = try cards.texts("ballots")
        self.ballots = (0..<UInt32(ballots.count)).map { Array(ballots.bytes($0)) }
        guard self.ballots.dropFirst().allSatisfy({ $0.count == Measure.summary.count }) else {
            throw .damaged
        }
        let open = Measure.summary.firstIndex { $0 === Measure.open }
        isOpen = self.ballots.map { ballot in
            !ballot.isEmpty && open.map { ballot[$0] != 0 } == true
        }
        votes = try cards.numbers("votes", count: needs, below: ballots.count)
        attemptNeed = try cards.numbers("need of attempt", below: needs)
        attemptProvider = try cards.numbers(
            "provider of attempt",
            count: attemptNeed.count,
            below: count.names.count
        )
        attemptVotes = try cards.numbers(
            "votes of attempt",
            count: attemptNeed.count,
            below: ballots.count
        )
        var valueCount = 1
        for (index, measure) in Measure.summary.enumerated() {
            switch measure.definition {
            case .count, .rate, .oldest, .duration: break
            case .distinct, .amount:
                guard let numbers = try cards.texts(measure.name, count: needs) else { continue }
                columns.append((index, numbers))
                valueCount = max(valueCount, Int(numbers.max() ?? 0) + 1)
            }
        }
        values = try CardValues(cards, people, isNeeded: mapsValues)
        met = Array(repeating: 0, count: max(valueCount, values.count))
        let conditions = count.question.filters.filter { $0.dimension == .plain(.provider) }
        var admitted = Array(repeating: true, count: count.names.count)
        if !conditions.isEmpty {
            for provider in Set(attemptProvider) {
                let name = count.names[provider]
                admitted[Int(provider)] = conditions.allSatisfy { $0.admits(name) }
            }
        }
        let flags = count.flags
        isInCohort = flags.map { $0.isSuperset(of: [.here, .inCohort, .withProvider]) }
        isInAnswer = zip(attemptNeed, attemptProvider).map { need, provider in
            flags[Int(need)].isSuperset(of: [.here, .inCohort]) && admitted[Int(provider)]
        }
    }

    /// Adds all that is asked for, but for what took how long: to the whole, which comes first, and to
    /// each group.
    func tallied(_ begin: [Tallies], by groups: CardGroups?) -> [Tallies] {
        var (table, tallies) = (self, begin)
        let needs = Array(0..<UInt32(count.flags.count))
        let attempts = Array(0..<UInt32(attemptNeed.count))
        table.tally(needs[...], attempts[...], into: &tallies[0])
        guard let groups else { return tallies }
        let needRuns = Runs(needs, count: groups.texts.count) { Int(groups.ofNeed[$0]) }
        let attemptRuns = Runs(attempts, count: groups.texts.count) { Int(groups.ofAttempt[$0]) }
        for number in groups.texts.indices {
            table.tally(needRuns[number], attemptRuns[number], into: &tallies[number + 1])
        }
        return tallies
    }

    /// Adds some needs and attempts to a group, but for what took how long.
    private mutating func tally(
        _ needs: ArraySlice<UInt32>,
        _ attempts: ArraySlice<UInt32>,
        into tallies: inout Tallies
    ) {
        var cohort = Array(repeating: 0, count: ballots.count)
        var (stock, asked) = (cohort, cohort)
        var oldest = Int64.max
        for row in needs {
            let flags = count.flags[Int(row)]
            guard flags.isSuperset(of: [.here, .withProvider]) else { continue }
            let ballot = Int(votes[Int(row)])
            if flags.contains(.inCohort) { cohort[ballot] += 1 }
            if isOpen[ballot] {
                stock[ballot] += 1
                oldest = min(oldest, count.submitted[Int(row)])
            }
        }
        for attempt in attempts where isInAnswer[Int(attempt)] {
            asked[Int(attemptVotes[Int(attempt)])] += 1
        }
        for ballot in ballots.indices where cohort[ballot] + stock[ballot] + asked[ballot] > 0 {
            tallies.isEmpty = false
            for (index, measure) in Measure.summary.enumerated() {
                let counts =
                    switch measure.counted {
                    case .stock: stock
                    case .attempts: asked
                    default: cohort
                    }
                guard counts[ballot] > 0 else { continue }
                tallies.tallies[index].add(
                    Vote(rawValue: ballots[ballot][index]),
                    times: counts[ballot]
                )
            }
        }
        addTexts(of: needs, to: &tallies)
        guard oldest < .max else { return }
        let age = count.question.asOf.milliseconds - oldest
        for (index, measure) in Measure.summary.enumerated() {
            if case .oldest = measure.definition { tallies.tallies[index].take(age: age) }
        }
    }

    /// Adds the values and the money of some needs.
    private mutating func addTexts(of needs: ArraySlice<UInt32>, to tallies: inout Tallies) {
        for (index, numbers) in columns {
            if case .distinct = Measure.summary[index].definition {
                addValues(numbers, of: needs, to: &tallies.tallies[index])
            } else {
                for need in needs where numbers[Int(need)] > 0 && isInCohort[Int(need)] {
                    for sum in money(numbers[Int(need)]) { tallies.tallies[index].add(sum) }
                }
            }
        }
    }

    private mutating func addValues(
        _ numbers: [UInt32],
        of needs: ArraySlice<UInt32>,
        to tally: inout Tally
    ) {
        round += 1
        var known = 0
        // What was gathered of needs without cards may be on cards too.
        for value in tally.values {
            guard let number = values.number(of: value) else { continue }
            known += met[number] == round ? 0 : 1
            met[number] = round
        }
        tally.removeValues { values.number(of: $0) != nil }
        for need in needs where numbers[Int(need)] > 0 && isInCohort[Int(need)] {
            let number = values.number(numbers[Int(need)])
            known += met[number] == round ? 0 : 1
            met[number] = round
        }
        tally.add(values: known)
    }

    private mutating func money(_ number: UInt32) -> [Money] {
        if let known = money[number] { return known }
        let sums = Cards.money(count.names[number])
        money[number] = sums
        return sums
    }

    /// The durations of a measure that are asked for, in rising order, and those of each group.
    func durations(
        _ index: Int,
        by groups: CardGroups?
    ) throws(Cards.Unfit) -> (asked: [Int64], runs: Runs<Int64>?) {
        let measure = Measure.summary[index]
        let isAsked = measure.counted == .attempts ? isInAnswer : isInCohort
        let durations = try count.cards.words(measure.name)
        let rows = try count.cards.numbers(
            "rows of \(measure.name)",
            count: durations.count,
            below: isAsked.count
        )
        let isWhole = isAsked.allSatisfy(\.self)
        let asked =
            isWhole ? durations : zip(durations, rows).filter { isAsked[Int($1)] }.map(\.0)
        guard let groups else { return (asked, nil) }
        let group = measure.counted == .attempts ? groups.ofAttempt : groups.ofNeed
        // What is not asked for is one group more.
        let dropped = groups.texts.count
        let runs = Runs(durations, count: dropped + 1) { place in
            let row = Int(rows[place])
            return isAsked[row] ? Int(group[row]) : dropped
        }
        return (asked, runs)
    }
}
