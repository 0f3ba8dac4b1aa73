public import Notation

/// One referral: a need, its attempts, where it stands, and what was said that does not hold.
///
/// It never changes; a class, since lists of it are sorted and filtered.
public final class Referral: Sendable {
    /// How an event of the history stands.
    public enum Standing: String, Sendable {
        /// It has its effect.
        case holds
        /// It says what an earlier event said.
        case same
        /// It does not hold, and nobody has looked at that yet.
        case conflict
        /// It was taken back, or left as it stands.
        case undone
        /// It waits for an event that is not here.
        case waiting
    }

    /// Its name.
    public let id: ReferralID
    /// Where its path has led.
    public let course: Course
    /// The conflicts among its events; those that only follow from another among them.
    public let conflicts: [Conflict]
    /// Its events judged.
    let history: History
    /// The amendments of each event, by their positions.
    let amendments: [Int: [Int]]
    /// Which pseudonyms are one person: a word to one of them is to all.
    let people: PersonClasses
    let tellings: [Telling]
    private let effective: [Event]

    /// Folds the events of one referral, in the order of their ids.
    convenience init(_ id: ReferralID, _ events: [Event], _ people: PersonClasses) {
        self.init(id, History(events), people)
    }

    private init(_ id: ReferralID, _ history: History, _ people: PersonClasses) {
        let amendments = history.amendments()
        self.id = id
        self.history = history
        self.amendments = amendments
        self.people = people
        effective = history.path.compactMap { step in
            history.representative(of: step).map { history.corrected($0, by: amendments) }
        }
        course = Course(effective)
        tellings = history.tellings(referrer: course.submitted?.referrer ?? "", amendments)
        conflicts = history.conflicts(tellings, amendments, people)
    }

    /// The referral with one more event, whose id is after all others.
    func followed(by event: Event) -> Referral {
        var history = history
        history.append(event)
        return Referral(id, history, people)
    }

    /// A referral as it stood at an instant.
    private init(_ whole: Referral, asOf instant: Instant, in zone: TimeZoneRules) {
        id = whole.id
        history = whole.history
        amendments = whole.amendments
        people = whole.people
        conflicts = whole.conflicts
        effective = whole.effective.filter { $0.moment.isPast(instant, in: zone) }
        course = Course(whole.effective) { $0.moment.isPast(instant, in: zone) }
        tellings = history.tellings(
            referrer: course.submitted?.referrer ?? "",
            amendments
        ) { $0.isPast(instant, in: zone) }
    }

    /// The referral as it stood at an instant: of what is known now, what had happened by then.
    ///
    /// What is known to the day had happened on the whole of its day. Corrections and conflicts
    /// are knowledge, whatever their time.
    public func asOf(_ instant: Instant, in zone: TimeZoneRules) -> Referral {
        let isWhole =
            events.allSatisfy { $0.moment.isPast(instant, in: zone) }
            && effective.allSatisfy { $0.moment.isPast(instant, in: zone) }
            && tellings.allSatisfy { $0.moment.isPast(instant, in: zone) }
        return isWhole ? self : Referral(self, asOf: instant, in: zone)
    }

    /// Every moment that bears on how it stood at an instant: once all are past, it stands as it does.
    public var moments: [Moment] {
        events.map(\.moment) + effective.map(\.moment) + tellings.map(\.moment)
            + events.indices.filter { events[$0].type == .earned }.map { corrected($0).moment }
    }

    /// All its events, in the order of ids.
    public var events: [Event] { history.events }

    /// Whether it was entered in error.
    public var isVoid: Bool { history.isVoid }

    /// Whether it stands in lists and figures: it was submitted, and is not void.
    public var isListed: Bool { course.submission != nil && !isVoid }

    /// What was submitted, amendments applied.
    public var submission: Submitted? { course.submitted }

    /// What was submitted first, as it was recorded, whatever became of it.
    public var firstSubmission: Submitted? {
        for event in history.events {
            if case .submitted(let submitted) = event.payload { return submitted }
        }
        return nil
    }

    /// The id by which referrals are listed: that of the first submission.
    public var order: ULID? { history.events.first { $0.type == .submitted }?.id }

    /// The event that put it where it stands.
    public var place: ULID {
        history.path.last.flatMap { history.representative(of: $0) }.map { events[$0].id }
            ?? events.first?.id ?? ULID(value: 0)
    }

    /// The closing in effect as it was recorded, without its amendments.
    var recordedClosing: Closed? {
        guard let closing = course.closing, let position = history.position(of: closing.event),
            case .closed(let closed) = events[position].payload
        else { return nil }
        return closed
    }

    /// Whether it was taken up again, and nothing has happened since.
    var endsReopened: Bool {
        guard let end = history.path.last else { return false }
        return events[history.steps[end].events[0]].type == .reopened
    }

    /// The stage from which it was closed before the last step, where that is so.
    var stageClosedFrom: Verbatim? {
        guard let step = history.path.dropLast().last,
            case .closed(let closed) = events[history.steps[step].events[0]].payload
        else { return nil }
        return closed.was
    }

    /// The event by which it is entered in error, if there is one in force.
    var voiding: ULID? { history.voiding.map { events[$0].id } }

    /// The events that come after one that is in conflict, and do not hold either.
    func conflictsFollowing(_ id: ULID) -> [ULID] {
        history.position(of: id).map { history.following($0).map { events[$0].id } } ?? []
    }

    /// The settling in force that names one of these events.
    func settling(of ids: [ULID]) -> ULID? {
        events.indices.first { position in
            guard case .settled(let settled) = events[position].payload else { return false }
            return history.counts(position) && !Set(settled.conflicts).isDisjoint(with: ids)
        }.map { events[$0].id }
    }

    /// Who took an event back or left it as it stands: the ids of these events.
    public func striking(_ position: Int) -> [ULID] {
        history.striking(position).map { events[$0].id }
    }

    /// The amendments in force of an event, by their ids.
    public func amending(_ position: Int) -> [ULID] {
        (amendments[position] ?? []).map { events[$0].id }
    }

    /// What stands in the place of an event off the path, the last first.
    public func against(_ id: ULID) -> [ULID] {
        history.position(of: id).map { history.against($0).map { events[$0].id } } ?? []
    }

    /// What to take back, one after the other, to let an event off the path hold: what enters the
    /// referral in error first of all.
    ///
    /// - Returns: `nil` where that cannot be brought about so.
    public func obstacles(to id: ULID) -> [ULID]? {
        let voidings = voidings
        guard let position = history.position(of: id),
            let found = history.undone(voidings).obstacles(to: position),
            found.allSatisfy({ events.indices.contains($0) })
        else { return nil }
        return voidings + found.map { events[$0].id }
    }

    /// What an undoing that was passed over would take back with its target, the last first.
    public func builtOn(_ undoing: ULID) -> [ULID] {
        guard let position = history.position(of: undoing), let target = history.named[position],
            let place = history.path.firstIndex(of: history.step[target])
        else { return [] }
        return history.path[place...].reversed().flatMap { step in
            history.steps[step].events.filter { !history.isOut[$0] }.map { events[$0].id }
        }
    }

    /// The events in force by which it is entered in error, the last first.
    public var voidings: [ULID] {
        events.indices.reversed().filter { position in
            events[position].type == .voided && history.counts(position)
        }.map { events[$0].id }
    }

    /// The money earned after the conversion that had come by an instant; refunds are negative.
    public func earned(by instant: Instant, in zone: TimeZoneRules) -> [Money] {
        events.indices.compactMap { position in
            guard events[position].type == .earned, history.counts(position) else { return nil }
            let event = corrected(position)
            guard event.moment.isPast(instant, in: zone), case .earned(let earned) = event.payload
            else { return nil }
            return earned.money
        }
    }

    /// The events of the path, one a step, as they read with their amendments.
    public var steps: [Event] { effective }

    /// The event of a type that bears a word of the caller's, if there is one.
    public func event(_ type: EventType, once: Verbatim) -> ULID? {
        events.first { $0.type == type && $0.once == once }?.id
    }

    /// Whether an amendment names a key that it may not change.
    public var hasRefusedAmendment: Bool { history.hasRefusedAmendment }

    /// How an event of the history stands.
    public func standing(of position: Int) -> Standing {
        if history.waits[position] { return .waiting }
        if history.isOut[position] { return .undone }
        let id = events[position].id
        if conflicts.contains(where: { $0.event == id }) { return .conflict }
        let step = history.step[position]
        let first = history.representative(of: step)
        if events[position].type.isOnPath, !history.path.contains(step) { return .conflict }
        return first == position ? .holds : .same
    }

    /// The event at a position as it reads with its amendments.
    public func corrected(_ position: Int) -> Event {
        history.corrected(position, by: amendments)
    }

    /// Whether a settling in force names an event.
    func isSettled(_ id: ULID) -> Bool {
        guard let position = history.position(of: id) else { return false }
        let step = history.step[position]
        return history.settled.contains { history.step[$0] == step }
    }
}
