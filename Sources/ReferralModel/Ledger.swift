public import Notation

/// The state: what the set of events comes to.
///
/// Referrals are folded when they are asked for and kept until an event joins them. Where the state
/// has a source, their events are there.
public struct Ledger: Sendable {
    /// The events of each referral that are here, and what was folded.
    var held = HeldReferrals()
    /// The events about no one referral, in the order of ids.
    private(set) var wide: [Event] = []
    /// Where the rest is.
    private let source: EventSource?

    /// Begins with nothing recorded.
    public init() { source = nil }

    /// Begins with what a source has.
    public init(_ source: EventSource) {
        self.source = source
        wide = source.general()
        people = PersonClasses(wide)
    }

    /// Folds events that are in the order of their ids, each once.
    public init(_ events: some Sequence<Event>) {
        source = nil
        for event in events { take(event) }
        people = PersonClasses(wide)
    }

    /// Takes one more event, whose id is after all others; the source, where there is one, has it.
    public mutating func append(_ event: Event) {
        take(event)
        let mayChangePeople = event.type == .linked || event.type == .erased || !people.isPlain
        if event.ref == nil, mayChangePeople {
            people = PersonClasses(wide)
            held.releaseFolded()
        }
    }

    private mutating func take(_ event: Event) {
        held.free = []
        guard let ref = event.ref else {
            wide.append(event)
            return
        }
        if source == nil { held.append(event, to: ref) }
        held.refold(ref) { $0.followed(by: event) }
    }

    /// Lets go of the referrals that are folded, which the source has.
    public mutating func release() { if source != nil { held.releaseFolded() } }

    /// A referral by name, or `nil` where no event names it.
    public mutating func referral(_ id: ReferralID) -> Referral? {
        if let known = held.folded(id) { return known }
        let events = events(of: id)
        guard !events.isEmpty else { return nil }
        let referral = Referral(id, events, people)
        held.hold(referral)
        return referral
    }

    /// The events of one referral, in the order of ids.
    func events(of id: ReferralID) -> [Event] {
        if let known = held.folded(id) { return known.events }
        let events = held.events(of: id)
        return events.isEmpty ? source?.events(id) ?? [] : events
    }

    /// Whether somebody submitted a referral of this name.
    public func isHere(_ id: ReferralID) -> Bool {
        events(of: id).contains { $0.type == .submitted }
    }

    /// The names from one to another of referrals that have events, sorted.
    public func names(_ range: ClosedRange<ReferralID>) -> [ReferralID] {
        ((source?.names(range) ?? []) + held.names.filter { range.contains($0) }).inOrderOnce()
    }

    /// The referrals of which an event names one of these persons, in any order; perhaps some more, and
    /// some several times.
    func names(mentioning persons: some Sequence<Verbatim>) -> [ReferralID] {
        guard let source else { return Array(held.names) }
        return persons.flatMap { source.referrals($0) }
    }

    /// Every referral's events, with those of a source.
    private var everything: [(id: ReferralID, events: [Event])] {
        names(ReferralID.all).map { ($0, events(of: $0)) }
    }

    /// The events whose ids end so, in six capitals or more; at most a few, enough to say that there
    /// are several.
    public func events(endingWith suffix: String) -> [Place] {
        guard let value = CrockfordBase32.read(suffix.utf8Span.span), suffix.utf8.count <= 26 else {
            return []
        }
        let bits = UInt128(5 * min(suffix.utf8.count, 25))
        let mask: UInt128 = suffix.utf8.count > 25 ? .max : (UInt128(1) << bits) - 1
        var found: [Place] = []
        for events in events(mayEndLike: ULID(value: value)) + [wide] {
            for event in events where event.id.value & mask == value & mask {
                found.append(Place(id: event.id, ref: event.ref))
                if found.count > 8 { return found }
            }
        }
        return found.sorted { $0.id < $1.id }
    }

    private func events(mayEndLike id: ULID) -> [[Event]] {
        guard let ending = source?.ending else { return everything.map(\.events) }
        return (ending(id) + held.names).inOrderOnce().map { events(of: $0) }
    }

    /// The names of the referrals that somebody submitted, in the order of submission.
    public var submissions: [ReferralID] {
        if let submitted = source?.submitted, !held.hasEvents { return submitted() }
        var order: [(first: ULID, id: ReferralID)] = []
        for (id, events) in everything {
            guard let first = events.first(where: { $0.type == .submitted }) else { continue }
            order.append((first.id, id))
        }
        order.sort { $0.first < $1.first }
        return order.map(\.id)
    }

    /// Every referral, in the order of submission; those that are void among them.
    public mutating func referrals() -> [Referral] {
        if source != nil { for (id, events) in everything { held.hold(events, of: id) } }
        return submissions.compactMap { referral($0) }
    }

    /// A referral by name as ``referral(_:)`` has it, without being kept.
    public func folded(_ id: ReferralID) -> Referral? {
        if let known = held.folded(id) { return known }
        let events = events(of: id)
        return events.isEmpty ? nil : Referral(id, events, people)
    }

    /// A referral by name as figures take it, without being kept.
    public func foldedForFigures(_ id: ReferralID) -> FoldedReferral? {
        if let plain = source?.plain?.referral(id, people) { return .plain(plain) }
        return folded(id).map { .judged($0) }
    }

    /// Whether a referral is known to be plain, so that nothing of it needs a look.
    public func isPlain(_ id: ReferralID) -> Bool { source?.plain?.has(id) == true }

    /// The events of referrals other than these, which are all that somebody submitted: they wait.
    public func orphaned(besides submitted: [ReferralID]) -> [(ref: ReferralID, event: ULID)] {
        let names = names(ReferralID.all)
        // They are among these, each once.
        guard names.count > submitted.count else { return [] }
        let submitted = Set(submitted)
        return names.filter { !submitted.contains($0) }.flatMap { id in
            events(of: id).map { (id, $0.id) }
        }.sorted { $0.1 < $1.1 }
    }

    /// The events of the ledger as a whole that wait for one that is not here.
    public var waiting: [ULID] {
        let history = History(wide)
        return wide.indices.filter { history.waits[$0] }.map { wide[$0].id }
    }

    /// The referral submitted last of those open for a person, or one who is the same, and a service.
    public mutating func openReferral(of person: Verbatim, for service: Verbatim) -> ReferralID? {
        let name = people.representative(of: person)
        var last: (order: ULID, id: ReferralID)?
        for id in names(mentioning: people.members(with: person)) {
            guard let referral = referral(id), referral.isListed, referral.course.closing == nil,
                let submitted = referral.submission, submitted.service == service,
                people.representative(of: submitted.subject) == name,
                let order = referral.order, order > last?.order ?? ULID(value: 0)
            else { continue }
            last = (order, id)
        }
        return last?.id
    }

    /// Which pseudonyms are one person, and who is forgotten.
    public private(set) var people = PersonClasses([])

    /// Pairs of pseudonyms that were linked and are not one person now: somebody took that back.
    public var apart: [(Verbatim, Verbatim)] {
        wide.compactMap { event in
            guard case .linked(let linked) = event.payload,
                !people.areOne([linked.person, linked.alias])
            else { return nil }
            return (linked.person, linked.alias)
        }
    }

    /// The event of the ledger as a whole that bears a word of the caller's, if there is one.
    public func event(_ type: EventType, once: Verbatim) -> ULID? {
        wide.first { $0.type == type && $0.once == once }?.id
    }

    /// The ledger's name and the highest format version that any event asks for.
    public var founding: (name: Verbatim, version: Int) {
        var name: Verbatim?
        var version = 0
        for event in wide {
            guard case .ledger(let founded) = event.payload else { continue }
            name = name ?? founded.name
            version = max(version, founded.version)
        }
        return (name ?? "", version)
    }
}

extension Ledger {
    /// What cannot be true about a referral, in the words of `referral-output(5)`.
    public mutating func anomalies(
        of referral: FoldedReferral,
        in zone: TimeZoneRules
    ) -> [Anomaly] {
        switch referral {
        case .plain: []
        case .judged(let judged): anomalies(of: judged, in: zone)
        }
    }

    /// What cannot be true about a referral whose events were judged.
    public mutating func anomalies(of referral: Referral, in zone: TimeZoneRules) -> [Anomaly] {
        let course = referral.course
        guard let submission = course.submission, let submitted = course.submitted else {
            return []
        }
        var found: [Anomaly] = []
        let start = submission.moment
        if let routed = course.attempts.first?.routed, start.isAfter(routed, in: zone) {
            found.append(.routedBeforeSubmitted)
        }
        let isClosedFirst = course.closing.map { start.isAfter($0.moment, in: zone) } ?? false
        // What only such a closing says of an attempt is not wrong a second time.
        let isSaid = { (answer: Attempt.Answer) in !isClosedFirst || !answer.implied }
        let answers = course.attempts.contains { attempt in
            guard let answer = attempt.answer, isSaid(answer) else { return false }
            return attempt.routed.isAfter(answer.moment, in: zone)
        }
        if answers { found.append(.answeredBeforeRouted) }
        if let accepted = course.firstAcceptance, isSaid(accepted),
            start.isAfter(accepted.moment, in: zone)
        {
            found.append(.acceptedBeforeSubmitted)
        }
        if let closing = course.closing {
            if isClosedFirst { found.append(.closedBeforeSubmitted) }
            if let told = referral.told, closing.moment.isAfter(told, in: zone) {
                found.append(.toldBeforeClosed)
            }
            if let original = closing.payload.duplicateOf, !isHere(original) {
                found.append(.duplicateOfNothing)
            }
        }
        if let follows = submitted.follows, !isHere(follows) { found.append(.followsNothing) }
        if let parent = submitted.parent {
            if !isHere(parent) { found.append(.parentNothing) }
            if leadsBack(from: parent, to: referral.id) { found.append(.parentCycle) }
        }
        if referral.hasRefusedAmendment { found.append(.amendmentIgnored) }
        return found
    }
}
