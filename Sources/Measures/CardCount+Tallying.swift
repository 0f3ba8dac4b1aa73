import Notation
import ReferralModel

/// The groups of the needs and attempts on cards.
struct CardGroups: Sendable {
    /// The groups by number; the first is of what has none.
    let texts: [Verbatim?]
    /// The number of each need's group.
    let ofNeed: [UInt32]
    /// The number of each attempt's group.
    let ofAttempt: [UInt32]
}

/// From cards to figures.
extension CardCount {
    /// Adds what the needs on cards come to, to what was gathered of those without.
    ///
    /// - `threads`: How many are to share the work.
    func add(
        to whole: inout Tallies,
        _ groups: inout Grouped<Tallies>,
        _ people: PersonClasses,
        threads: Int
    ) throws(Cards.Unfit) {
        let table = try CardTallying(self, people, mapsValues: !rest.isEmpty)
        let grouping = try grouping(table)
        let numbers = (grouping?.texts ?? []).map { groups.number(of: $0) }
        let begin = [whole] + numbers.map { groups[$0] }
        // Votes are counted by one thread, while others see to durations.
        let work = { @Sendable (part: Part) in
            Result { () throws(Cards.Unfit) in
                switch part {
                case .votes: Answer.tallies(table.tallied(begin, by: grouping))
                case .durations(let measure):
                    Answer.durations(measure, try table.durations(measure, by: grouping))
                }
            }
        }
        let isWorthIt = threads > 1 && table.attemptNeed.count > 10_000
        let done = isWorthIt ? concurrently(over: Part.all, work) : Part.all.map(work)
        var tallies = begin
        for part in done {
            switch try part.get() {
            case .tallies(let counted): tallies = counted
            case .durations(let measure, let (asked, runs)):
                tallies[0].tallies[measure].add(durations: asked[...])
                guard let runs else { continue }
                for number in tallies.indices.dropFirst() {
                    tallies[number].tallies[measure].add(durations: runs[number - 1])
                }
            }
        }
        whole = tallies[0]
        for (number, part) in zip(numbers, tallies.dropFirst()) { groups[number] = part }
    }

    /// What a thread sees to.
    private enum Part {
        case votes
        case durations(Int)

        /// All parts; the largest first.
        static let all =
            [.votes]
            + Measure.summary.indices.filter { index in
                if case .duration = Measure.summary[index].definition { true } else { false }
            }.map { Part.durations($0) }
    }

    /// What came of a part.
    private enum Answer {
        case tallies([Tallies])
        case durations(Int, (asked: [Int64], runs: Runs<Int64>?))
    }

    /// The groups that are asked for; `nil` where nothing is grouped.
    private func grouping(_ table: CardTallying) throws(Cards.Unfit) -> CardGroups? {
        guard let dimension = question.dimension else { return nil }
        guard dimension == .plain(.provider) else {
            let (ofNeed, texts) = try groups(of: dimension)
            let ofAttempt = table.attemptNeed.map { ofNeed[Int($0)] }
            return CardGroups(texts: texts, ofNeed: ofNeed, ofAttempt: ofAttempt)
        }
        // A need goes to one provider, its attempts each to its own.
        var numbers = GroupNumbers(names)
        let providers = try cards.numbers(
            "by provider",
            count: flags.count,
            below: names.count
        )
        let ofNeed = numbers.numbers(of: providers)
        let ofAttempt = numbers.numbers(of: table.attemptProvider)
        return CardGroups(texts: numbers.texts, ofNeed: ofNeed, ofAttempt: ofAttempt)
    }
}
