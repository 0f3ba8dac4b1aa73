import Notation
import ReferralModel

/// The needs on cards that bear on an answer, and what they add to it.
struct CardCount: Sendable {
    /// Why a need counts, or does not.
    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        /// Its card holds, and it meets the conditions.
        static let here = Flags(rawValue: 1)
        /// It was submitted in the window.
        static let inCohort = Flags(rawValue: 2)
        /// It is with a provider that is asked for.
        static let withProvider = Flags(rawValue: 4)
    }

    /// The referrals that must be looked at whole.
    private(set) var rest: Set<Int64>
    let cards: Cards
    let question: Question
    private let zone: TimeZoneRules
    let names: Cards.Texts
    let submitted: [Int64]
    private(set) var flags: [Flags]

    /// Finds out which cards hold, and which of their needs are asked for.
    ///
    /// - `recent`: The referrals of which something was recorded since.
    init(
        _ cards: Cards,
        _ recent: [ReferralID],
        _ people: PersonClasses,
        _ question: Question,
        in zone: TimeZoneRules
    ) throws(Cards.Unfit) {
        guard question.followUp == nil else { throw .other }
        try cards.check()
        self.cards = cards
        self.question = question
        self.zone = zone
        names = try cards.texts("names")
        submitted = try cards.instants("submitted")
        flags = Array(repeating: [.here, .inCohort, .withProvider], count: submitted.count)
        rest = Set(try cards.words("rest"))
        guard isFew(rest) else { throw .other }
        try dismiss(recent)
        try dismissTold(people)
        guard isFew(rest) else { throw .stale }
        try filter()
    }

    /// Whether it is quicker to look at so many referrals whole than to read the log.
    private func isFew(_ rest: Set<Int64>) -> Bool { rest.count <= 100 + submitted.count / 8 }

    /// Takes out the needs whose cards do not hold.
    private mutating func dismiss(_ recent: [ReferralID]) throws(Cards.Unfit) {
        rest.formUnion(recent.map { Int64($0.bits) })
        let span = try cards.words("span", count: 2)
        let instant = question.asOf.milliseconds
        let holds = span[0] <= instant && instant <= span[1]
        guard !holds || !rest.isEmpty else { return }
        let refs = try cards.words("ref")
        guard refs.count == flags.count else { throw .damaged }
        for ref in rest {
            if let row = refs.bisect(for: ref, by: \.self) { flags[row] = [] }
        }
        guard !holds else { return }
        let from = try cards.words("from", count: refs.count)
        let until = try cards.words("until", count: refs.count)
        for row in refs.indices where instant < from[row] || until[row] < instant {
            flags[row] = []
            rest.insert(refs[row])
        }
    }

    /// Takes out the needs whose referrer may have been told by another pseudonym of theirs, since other
    /// pseudonyms were linked when the cards were made.
    private mutating func dismissTold(_ people: PersonClasses) throws(Cards.Unfit) {
        let noted = try cards.numbers("linked", below: names.count)
        var (before, now) = ([Verbatim: Verbatim](), people.classes)
        for place in stride(from: 0, to: noted.count - 1, by: 2) {
            before[names[noted[place]]] = names[noted[place + 1]]
        }
        guard before != now else { return }
        now.merge(before) { one, _ in one }
        let mayBeTold = (0..<UInt32(names.count)).map { now[names[$0]] != nil }
        let referrers = try cards.numbers("by referrer", count: flags.count, below: names.count)
        let refs = try cards.words("ref", count: flags.count)
        for row in refs.indices where mayBeTold[Int(referrers[row])] {
            flags[row] = []
            rest.insert(refs[row])
        }
    }

    /// Marks the needs that are not asked for.
    private mutating func filter() throws(Cards.Unfit) {
        if question.window.since != nil || question.window.until != nil {
            for row in flags.indices where !question.window.contains(date(row)) {
                flags[row].remove(.inCohort)
            }
        }
        for filter in question.filters {
            let isProvider = filter.dimension == .plain(.provider)
            let (groups, texts) = try groups(of: filter.dimension)
            let admitted = texts.map { filter.admits($0) }
            for row in flags.indices where !admitted[Int(groups[row])] {
                if isProvider { flags[row].remove(.withProvider) } else { flags[row] = [] }
            }
        }
    }

    private func date(_ row: Int) -> CalendarDate {
        zone.date(of: Instant(milliseconds: submitted[row]))
    }

    /// The group of each need by number, and the groups; the first is of what has none.
    func groups(
        of dimension: Dimension
    ) throws(Cards.Unfit) -> (numbers: [UInt32], texts: [Verbatim?]) {
        switch dimension {
        case .tag: throw .other
        case .plain(.month): return days(\.month)
        case .plain(.week): return days(\.week)
        case .plain(let name):
            var groups = GroupNumbers(names)
            let names = try cards.numbers(
                "by \(name.rawValue)",
                count: flags.count,
                below: names.count
            )
            return (groups.numbers(of: names), groups.texts)
        }
    }

    /// Numbers the spells of time in which needs were submitted.
    private func days(
        _ spell: (CalendarDate) -> String
    ) -> (numbers: [UInt32], texts: [Verbatim?]) {
        var byDay: [Int: UInt32] = [:]
        var byText: [Verbatim: UInt32] = [:]
        var texts: [Verbatim?] = [nil]
        let numbers = flags.indices.map { row in
            let date = date(row)
            if let known = byDay[date.day] { return known }
            let text = Verbatim(spell(date))
            if byText[text] == nil {
                byText[text] = UInt32(texts.count)
                texts.append(text)
            }
            let number = byText[text] ?? 0
            byDay[date.day] = number
            return number
        }
        return (numbers, texts)
    }
}

/// Numbers names anew, from 1 on, so that only those that are met have a number.
struct GroupNumbers {
    /// The groups by number; the first is of what has none.
    private(set) var texts: [Verbatim?] = [nil]
    private var known: [UInt32]
    private let names: Cards.Texts

    init(_ names: Cards.Texts) {
        self.names = names
        known = Array(repeating: 0, count: names.count)
    }

    /// The new numbers of some names.
    mutating func numbers(of names: [UInt32]) -> [UInt32] {
        names.map { name in
            guard name > 0 else { return 0 }
            if known[Int(name)] == 0 {
                known[Int(name)] = UInt32(texts.count)
                texts.append(self.names[name])
            }
            return known[Int(name)]
        }
    }
}
