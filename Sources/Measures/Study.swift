public import Notation
public import ReferralModel

/// The needs of a ledger at an instant, gathered for figures: for the whole, and for each group.
public struct Study<Gathered: Sendable>: Sendable {
    /// The whole.
    public let whole: Gathered
    /// The groups in the order of their names, what has none last; empty unless figures are grouped.
    public let groups: [(key: Verbatim?, gathered: Gathered)]
    /// The needs of the window with something that cannot be true.
    public let oddities: [Oddity]
}

/// A referral with what cannot be true about it.
public struct Oddity: Sendable {
    /// The referral.
    public let id: ReferralID
    /// What cannot be true.
    public let anomalies: [Anomaly]
}

extension Study where Gathered == Tallies {
    /// Tallies the figures of a ledger's needs.
    ///
    /// - `threads`: How many are to share the work.
    public init(
        tallying ledger: Ledger,
        _ question: Question,
        in zone: TimeZoneRules,
        threads: Int = 1
    ) {
        self.init(Gatherer(ledger, ledger.submissions, question, zone, threads: threads))
    }
}

extension Study where Gathered == Tallies {
    /// Tallies the figures of needs that are on cards, and of those that are not.
    ///
    /// - `recent`: The referrals of which something was recorded since the cards were made.
    /// - `ledger`: The state, of which single referrals are looked at.
    /// - `threads`: How many are to share the work.
    /// - Throws: `Cards.Unfit` where the ledger must be looked at whole.
    public init(
        tallying cards: Cards,
        and recent: [ReferralID],
        of ledger: Ledger,
        _ question: Question,
        in zone: TimeZoneRules,
        threads: Int = 1
    ) throws(Cards.Unfit) {
        let count = try CardCount(cards, recent, ledger.people, question, in: zone)
        var order: [(first: ULID, id: ReferralID)] = []
        for id in count.rest.map({ ReferralID(bits: UInt64(bitPattern: $0)) }) {
            if let first = ledger.folded(id)?.order { order.append((first, id)) }
        }
        order.sort { $0.first < $1.first }
        var gatherer = Gatherer<Tallies>(ledger, order.map(\.id), question, zone, threads: threads)
        try gatherer.add(count, ledger.people, threads)
        self.init(gatherer)
    }
}

extension Gatherer<Tallies> {
    fileprivate mutating func add(
        _ count: CardCount,
        _ people: PersonClasses,
        _ threads: Int
    ) throws(Cards.Unfit) {
        try count.add(to: &whole, &groups, people, threads: threads)
    }
}

extension Study where Gathered == Sample {
    /// Gathers a ledger's needs with all that is known of them.
    public init(sampling ledger: Ledger, _ question: Question, in zone: TimeZoneRules) {
        self.init(Gatherer(ledger, ledger.submissions, question, zone, threads: 1))
    }
}

extension Study where Gathered: Gathering {
    fileprivate init(_ gatherer: Gatherer<Gathered>) {
        whole = gatherer.whole
        oddities = gatherer.oddities
        groups = zip(gatherer.groups.keys, gatherer.groups.gathered).filter { !$1.isEmpty }
            .sorted { one, other in
                guard let first = one.0 else { return false }
                guard let second = other.0 else { return true }
                return first < second
            }.map { (key: $0, gathered: $1) }
    }
}

/// Looks at one need of a ledger after the other.
private struct Gatherer<Gathered: Gathering>: Sendable {
    /// As many needs as one thread is worth.
    private static var share: Int { 1000 }

    fileprivate(set) var whole: Gathered
    fileprivate(set) var groups: Grouped<Gathered>
    private(set) var oddities: [Oddity] = []
    private let question: Question
    private let zone: TimeZoneRules
    private let others: [Question.Filter]
    private let providers: [Question.Filter]

    /// Looks at needs in the order in which they are named.
    init(
        _ ledger: Ledger,
        _ names: [ReferralID],
        _ question: Question,
        _ zone: TimeZoneRules,
        threads: Int
    ) {
        var openFails = false
        if case .day? = question.followUp { openFails = true }
        let terms = Terms(openFails: openFails, zone: zone, people: ledger.people)
        self.init(question, Gathered(terms), zone)
        let begin = self
        var looked = concurrently(overRunsOf: names, threads: threads, atLeast: Self.share) {
            begin.looking(at: $0, in: ledger)
        }
        // Each is taken out, so that what is joined is not copied.
        looked.reverse()
        self = looked.popLast() ?? self
        while let other = looked.popLast() { join(other) }
    }

    private init(_ question: Question, _ empty: Gathered, _ zone: TimeZoneRules) {
        self.question = question
        self.zone = zone
        whole = empty
        groups = Grouped(empty: empty)
        others = question.filters.filter { $0.dimension != .plain(.provider) }
        providers = question.filters.filter { $0.dimension == .plain(.provider) }
    }

    private func looking(at names: ArraySlice<ReferralID>, in ledger: Ledger) -> Self {
        var gatherer = self
        var ledger = ledger
        for name in names {
            if let referral = ledger.foldedForFigures(name) {
                gatherer.look(at: referral, &ledger)
            }
        }
        if gatherer.joinsWhole {
            for group in gatherer.groups.gathered { gatherer.whole.join(group) }
        }
        return gatherer
    }

    /// Whether the whole is joined of the groups at last, to each of which every member has come once.
    private var joinsWhole: Bool { Gathered.hasNoOrder && question.dimension != nil }

    private mutating func join(_ other: Self) {
        whole.join(other.whole)
        oddities += other.oddities
        for (key, gathered) in zip(other.groups.keys, other.groups.gathered) {
            let group = groups.number(of: key)
            groups[group].join(gathered)
        }
    }

    private mutating func look(at referral: FoldedReferral, _ ledger: inout Ledger) {
        guard let now = Need(referral, asOf: question.asOf, in: zone, &ledger),
            others.allSatisfy({ $0.admits($0.dimension.group(of: now.course, in: zone)) })
        else { return }
        let isInCohort = question.window.contains(zone.date(of: now.submission.instant))
        let isWithProvider = providers.allSatisfy { $0.admits(now.course.provider) }
        if isInCohort, isWithProvider {
            let anomalies = ledger.anomalies(of: referral, in: zone)
            if !anomalies.isEmpty {
                oddities.append(Oddity(id: referral.id, anomalies: anomalies))
            }
        }
        let need = isInCohort ? question.followed(now, referral, in: zone, &ledger) : nil
        let share = Share(
            need: need,
            now: now,
            isInCohort: isInCohort,
            isWithProvider: isWithProvider,
            providers: providers
        )
        if !joinsWhole {
            share.addNeed(to: &whole)
            share.addAttempts(to: &whole)
            share.addStock(to: &whole)
        }
        guard let dimension = question.dimension else { return }
        let followed = need ?? now
        let key = dimension.group(of: followed.course, in: zone)
        let group = groups.number(of: key)
        let groupNow =
            followed === now ? group : groups.number(of: dimension.group(of: now.course, in: zone))
        share.addNeed(to: &groups[group])
        share.addStock(to: &groups[groupNow])
        guard dimension == .plain(.provider) else {
            share.addAttempts(to: &groups[group])
            return
        }
        // A need goes to one provider, its attempts each to its own.
        let attempts = followed.course.attempts
        for (index, attempt) in attempts.enumerated() {
            let provider = attempt.provider
            guard !attempts[..<index].contains(where: { $0.provider == provider }) else { continue }
            let asked = provider == key ? group : groups.number(of: provider)
            share.addAttempts(of: provider, to: &groups[asked])
        }
    }
}

/// One need with what decides where it counts.
private struct Share {
    /// The need at the end of its follow-up; `nil` while that is not over.
    let need: Need?
    /// The need at the instant.
    let now: Need
    let isInCohort: Bool
    let isWithProvider: Bool
    /// The conditions on providers, which attempts fulfil each for itself.
    let providers: [Question.Filter]

    func addNeed(to gathered: inout some Gathering) {
        guard isInCohort, isWithProvider else { return }
        let member = Member(need: need ?? now, attempt: nil)
        gathered.add(member, to: need == nil ? .immature : .needs)
    }

    func addStock(to gathered: inout some Gathering) {
        guard now.isOpen, isWithProvider else { return }
        gathered.add(Member(need: now, attempt: nil), to: .stock)
    }

    func addAttempts(of provider: Verbatim? = nil, to gathered: inout some Gathering) {
        guard isInCohort else { return }
        let followed = need ?? now
        for attempt in followed.course.attempts
        where provider == nil || attempt.provider == provider {
            guard providers.allSatisfy({ $0.admits(attempt.provider) }) else { continue }
            gathered.add(
                Member(need: followed, attempt: attempt),
                to: need == nil ? .immatureAttempts : .attempts
            )
        }
    }
}

extension Question {
    /// A need as it stood at the end of its follow-up; `nil` while that is not over.
    fileprivate func followed(
        _ need: Need,
        _ referral: FoldedReferral,
        in zone: TimeZoneRules,
        _ ledger: inout Ledger
    ) -> Need? {
        guard let followUp else { return need }
        let horizon = followUp.horizon(after: need.submission, in: zone)
        guard horizon <= asOf, need.submission.isPast(horizon, in: zone) else { return nil }
        return Need(referral, asOf: horizon, in: zone, &ledger)
    }
}
