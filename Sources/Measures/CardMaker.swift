import Notation
import ReferralModel

/// Makes cards: of each referral, what it comes to under every measure.
///
/// What is noted on a card holds as long as nothing is recorded of the referral, and at every instant
/// between two; a referral of which that cannot be said has no card, and is looked at whole.
struct CardMaker: Sendable {
    private var refs: [Int64] = []
    /// When each was submitted, and from when and until when its card holds, in milliseconds.
    private var submitted: [Int64] = []
    private var from: [Int64] = []
    private var until: [Int64] = []
    private var votes: [UInt32] = []
    private var groups: [[UInt32]]
    /// The numbers of values and of money, by measure.
    private var texts: [[UInt32]]
    private var lapses: [[Lapse]]
    /// The need of each attempt, whom it asked, and how it votes.
    private var attemptNeed: [UInt32] = []
    private var attemptProvider: [UInt32] = []
    private var attemptVotes: [UInt32] = []
    /// The referrals that have no card and bear on figures.
    private var rest: [Int64] = []
    private var ballots = NameTable()
    private var names = NameTable()
    private var values = NameTable()
    private let asOf: Instant
    private let terms: Terms
    /// The referrals that get no card.
    private let recent: Set<ReferralID>

    /// A duration, and the number of the need or attempt that has it.
    private struct Lapse {
        let milliseconds: Int64
        var row: UInt32
    }

    init(asOf: Instant, _ terms: Terms, without recent: Set<ReferralID>) {
        self.asOf = asOf
        self.terms = terms
        self.recent = recent
        groups = Array(repeating: [], count: Cards.dimensions.count)
        texts = Array(repeating: [], count: Measure.summary.count)
        lapses = Array(repeating: [], count: Measure.summary.count)
    }

    /// Takes a referral, after all whose names come before its own.
    mutating func take(_ referral: FoldedReferral, _ ledger: inout Ledger) {
        switch referral {
        case .plain(let plain):
            let asOf = max(asOf, plain.latest)
            guard !recent.contains(plain.id),
                let need = Need(referral, asOf: asOf, in: terms.zone, &ledger)
            else { return rest.append(Int64(plain.id.bits)) }
            add(need, plain.latest)
        case .judged(let judged): take(judged, &ledger)
        }
    }

    private mutating func take(_ referral: Referral, _ ledger: inout Ledger) {
        guard referral.isListed || recent.contains(referral.id) else { return }
        let moments = referral.moments
        let last = moments.map(\.instant).max() ?? asOf
        guard !recent.contains(referral.id), moments.allSatisfy({ $0.precision == .exact }),
            isByItself(referral), ledger.anomalies(of: referral, in: terms.zone).isEmpty,
            let need = Need(referral, asOf: max(asOf, last), in: terms.zone, &ledger)
        else {
            rest.append(Int64(referral.id.bits))
            return
        }
        add(need, last)
    }

    /// Whether no other referral bears on what it comes to.
    private func isByItself(_ referral: Referral) -> Bool {
        guard referral.submission?.parent == nil,
            referral.course.closing?.payload.duplicateOf == nil
        else { return false }
        return referral.submission?.follows.map { recent.contains($0) } != true
    }

    private mutating func add(_ need: Need, _ last: Instant) {
        let row = UInt32(refs.count)
        refs.append(Int64(need.id.bits))
        submitted.append(need.submission.instant.milliseconds)
        let span = span(of: need, from: last)
        from.append(span.lowerBound.milliseconds)
        until.append(span.upperBound.milliseconds)
        for (index, name) in Cards.dimensions.enumerated() {
            let group = Dimension.plain(name).group(of: need.course, in: terms.zone)
            groups[index].append(group.map { names.number(of: $0) } ?? 0)
        }
        let member = Member(need: need, attempt: nil)
        votes.append(ballot(of: member) { $0 == .needs || ($0 == .stock && need.isOpen) })
        note(member, row: row) { $0 == .needs }
        for attempt in need.course.attempts {
            let member = Member(need: need, attempt: attempt)
            note(member, row: UInt32(attemptNeed.count)) { $0 == .attempts }
            attemptNeed.append(row)
            attemptProvider.append(names.number(of: attempt.provider))
            attemptVotes.append(ballot(of: member) { $0 == .attempts })
        }
    }

    /// Between which instants the need is judged as it is: while no answer becomes due.
    private func span(of need: Need, from last: Instant) -> ClosedRange<Instant> {
        var (from, until) = (last, Instant(milliseconds: .max))
        for attempt in need.course.attempts where attempt.answer == nil && attempt.isLive {
            guard let due = attempt.respondBy else { continue }
            if due < need.asOf {
                from = max(from, due.advanced(by: 1))
            } else {
                until = min(until, due)
            }
        }
        return from...until
    }

    /// The number of how a member votes on the measures of its strata.
    private mutating func ballot(of member: Member, in isOf: (Stratum) -> Bool) -> UInt32 {
        let ballot = Measure.summary.map { measure in
            isOf(measure.counted) ? measure.vote(of: member, terms).rawValue : 0
        }
        return ballots.number(of: ballot.span)
    }

    /// Notes what a member has for the measures of its stratum beside votes.
    private mutating func note(_ member: Member, row: UInt32, in isOf: (Stratum) -> Bool) {
        for (index, measure) in Measure.summary.enumerated() where isOf(measure.counted) {
            switch measure.definition {
            case .count, .rate, .oldest: break
            case .distinct(let value):
                texts[index].append(value(member.need).map { values.number(of: $0) } ?? 0)
            case .amount(let amounts):
                let money = amounts(member.need)
                texts[index].append(money.isEmpty ? 0 : names.number(of: Cards.text(of: money)))
            case .duration(let ends):
                guard let (start, end) = ends(member),
                    let elapsed = terms.elapsed(from: start, to: end)
                else { continue }
                lapses[index].append(Lapse(milliseconds: elapsed, row: row))
            }
        }
    }

    /// Adds the cards of referrals whose names come after these.
    mutating func join(_ other: CardMaker) {
        let (rows, attempts) = (UInt32(refs.count), UInt32(attemptNeed.count))
        let names = self.names.numbers(of: other.names)
        let values = self.values.numbers(of: other.values)
        let ballots = self.ballots.numbers(of: other.ballots)
        refs += other.refs
        submitted += other.submitted
        from += other.from
        until += other.until
        rest += other.rest
        votes += other.votes.map { ballots[Int($0)] }
        for index in groups.indices { groups[index] += other.groups[index].map { names[Int($0)] } }
        for (index, measure) in Measure.summary.enumerated() {
            let isMoney = if case .amount = measure.definition { true } else { false }
            texts[index] += other.texts[index].map { (isMoney ? names : values)[Int($0)] }
            let first = measure.counted == .attempts ? attempts : rows
            lapses[index] += other.lapses[index].map { lapse in
                Lapse(milliseconds: lapse.milliseconds, row: lapse.row + first)
            }
        }
        attemptNeed += other.attemptNeed.map { $0 + rows }
        attemptProvider += other.attemptProvider.map { names[Int($0)] }
        attemptVotes += other.attemptVotes.map { ballots[Int($0)] }
    }

    /// The cards as columns: see ``Cards``.
    var columns: Columns {
        var (columns, names) = (Columns(), names)
        let linked = terms.people.classes.flatMap { [names.number(of: $0), names.number(of: $1)] }
        columns.add("linked", .numbers(linked))
        columns.add("edition", .bytes(Cards.edition))
        columns.add("ref", .words(refs))
        columns.add("rest", .words(rest))
        columns.add("submitted", .words(submitted))
        columns.add("from", .words(from))
        columns.add("until", .words(until))
        columns.add("span", .words([from.max() ?? .min, until.min() ?? .max]))
        columns.add("votes", .numbers(votes))
        for (name, groups) in zip(Cards.dimensions, groups) {
            columns.add("by \(name.rawValue)", .numbers(groups))
        }
        for (index, measure) in Measure.summary.enumerated() {
            switch measure.definition {
            case .count, .rate, .oldest: break
            case .distinct, .amount:
                // What no need has takes no room.
                let isBare = texts[index].allSatisfy { $0 == 0 }
                columns.add(measure.name, .numbers(isBare ? [] : texts[index]))
            case .duration:
                let sorted = lapses[index].sorted { $0.milliseconds < $1.milliseconds }
                columns.add(measure.name, .words(sorted.map(\.milliseconds)))
                columns.add("rows of \(measure.name)", .numbers(sorted.map(\.row)))
            }
        }
        columns.add("need of attempt", .numbers(attemptNeed))
        columns.add("provider of attempt", .numbers(attemptProvider))
        columns.add("votes of attempt", .numbers(attemptVotes))
        for (name, table) in [("ballots", ballots), ("names", names), ("values", values)] {
            columns.add(name, .bytes(table.columns.bytes))
            columns.add("ends of \(name)", .numbers(table.columns.ends))
        }
        return columns
    }
}
