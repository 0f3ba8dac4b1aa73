import Notation
import ReferralModel

/// From cards to figures.
extension CardCount {
    /// Adds what the needs on cards come to, to what was gathered of those without.
    func add(
        to whole: inout Tallies,
        _ groups: inout [Verbatim?: Tallies],
        _ people: PersonClasses,
        empty: Tallies
    ) throws(Cards.Unfit) {
        var counter = try CardTallying(self, people, mapsValues: !rest.isEmpty)
        let needs = Array(0..<UInt32(flags.count))
        let attempts = Array(0..<UInt32(counter.attemptNeed.count))
        counter.tally(needs[...], attempts[...], into: &whole)
        guard let dimension = question.dimension else {
            _ = try counter.addDurations(to: &whole)
            return
        }
        var (ofNeed, texts) = try self.groups(of: dimension)
        var ofAttempt = counter.attemptNeed.map { ofNeed[Int($0)] }
        if dimension == .plain(.provider) {
            // A need goes to one provider, its attempts each to its own.
            var numbers = GroupNumbers(names)
            ofNeed = numbers.numbers(of: try cards.numbers("by provider", below: names.count))
            ofAttempt = numbers.numbers(of: counter.attemptProvider)
            texts = numbers.texts
        }
        let needRuns = Runs(ofNeed, count: texts.count)
        let attemptRuns = Runs(ofAttempt, count: texts.count)
        var parts: [Tallies] = []
        for (number, text) in texts.enumerated() {
            var tallies = groups[text] ?? empty
            counter.tally(needRuns[number], attemptRuns[number], into: &tallies)
            parts.append(tallies)
        }
        let durations = try counter.addDurations(
            to: &whole,
            ofNeed,
            ofAttempt,
            groups: texts.count
        )
        for (number, text) in texts.enumerated() {
            for (measure, lists) in durations {
                parts[number].tallies[measure].add(durations: lists[number])
            }
            groups[text] = parts[number]
        }
    }
}

/// Rows by group: one group's after the other's.
private struct Runs {
    private let rows: [UInt32]
    private let starts: [Int]

    init(_ groups: [UInt32], count: Int) {
        var starts = Array(repeating: 0, count: count + 1)
        for group in groups { starts[Int(group) + 1] += 1 }
        for index in 1...count { starts[index] += starts[index - 1] }
        var next = starts
        var rows = Array(repeating: UInt32(0), count: groups.count)
        for (row, group) in groups.enumerated() {
            rows[next[Int(group)]] = UInt32(row)
            next[Int(group)] += 1
        }
        self.rows = rows
        self.starts = starts
    }

    subscript(group: Int) -> ArraySlice<UInt32> { rows[starts[group]..<starts[group + 1]] }
}

/// The columns that figures are tallied from.
private struct CardTallying {
    let attemptNeed: [UInt32]
    let attemptProvider: [UInt32]
    private let count: CardCount
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
        let open = Measure.summary.firstIndex { $0.name == Measure.open.name } ?? 0
        isOpen = self.ballots.map { !$0.isEmpty && $0[open] != 0 }
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
                let numbers = try cards.numbers(measure.name, count: needs)
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
        isInAnswer = zip(attemptNeed, attemptProvider).map { need, provider in
            flags[Int(need)].isSuperset(of: [.here, .inCohort]) && admitted[Int(provider)]
        }
    }

    /// Adds some needs and attempts to a group, but for what took how long.
    mutating func tally(
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

    /// Whether a need counts in the cohort.
    private func isInCohort(_ need: UInt32) -> Bool {
        count.flags[Int(need)].isSuperset(of: [.here, .inCohort, .withProvider])
    }

    /// Adds the values and the money of some needs.
    private mutating func addTexts(of needs: ArraySlice<UInt32>, to tallies: inout Tallies) {
        for (index, numbers) in columns {
            if case .distinct(let persons, _) = Measure.summary[index].definition {
                addValues(numbers, of: needs, arePersons: persons, to: &tallies.tallies[index])
            } else {
                for need in needs where numbers[Int(need)] > 0 && isInCohort(need) {
                    for sum in money(numbers[Int(need)]) { tallies.tallies[index].add(sum) }
                }
            }
        }
    }

    private mutating func addValues(
        _ numbers: [UInt32],
        of needs: ArraySlice<UInt32>,
        arePersons: Bool,
        to tally: inout Tally
    ) {
        round += 1
        var known = 0
        // What was gathered of needs without cards may be on cards too.
        for value in tally.values {
            guard let number = values.number(of: value, isPerson: arePersons) else { continue }
            known += met[number] == round ? 0 : 1
            met[number] = round
        }
        tally.removeValues { values.number(of: $0, isPerson: arePersons) != nil }
        for need in needs where numbers[Int(need)] > 0 && isInCohort(need) {
            let number = values.number(numbers[Int(need)], isPerson: arePersons)
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

    /// Adds durations to the whole; those of groups are the answer, by measure and group.
    ///
    /// - `ofNeed`, `ofAttempt`: The groups, of so many; empty where nothing is grouped.
    func addDurations(
        to whole: inout Tallies,
        _ ofNeed: [UInt32] = [],
        _ ofAttempt: [UInt32] = [],
        groups: Int = 0
    ) throws(Cards.Unfit) -> [(measure: Int, lists: [[Int64]])] {
        var answer: [(measure: Int, lists: [[Int64]])] = []
        for (index, measure) in Measure.summary.enumerated() {
            guard case .duration = measure.definition else { continue }
            let isOfAttempts = measure.counted == .attempts
            let durations = try count.cards.integers(measure.name)
            let rows = try count.cards.numbers(
                "rows of \(measure.name)",
                count: durations.count,
                below: isOfAttempts ? attemptNeed.count : count.flags.count
            )
            let group = isOfAttempts ? ofAttempt : ofNeed
            var all: [Int64] = []
            all.reserveCapacity(durations.count)
            var lists: [[Int64]] = Array(repeating: [], count: groups)
            for (duration, row) in zip(durations, rows)
            where isOfAttempts ? isInAnswer[Int(row)] : isInCohort(row) {
                all.append(duration)
                if groups > 0 { lists[Int(group[Int(row)])].append(duration) }
            }
            whole.tallies[index].add(durations: all)
            answer.append((index, lists))
        }
        return answer
    }
}
