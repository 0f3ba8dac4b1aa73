import Notation

/// The events of one referral (or of the ledger as a whole) judged: what holds, what does not.
///
/// This is the fold. Events are taken in the order of their ids; those that say the same are one
/// step; the steps that hold make the path; what is undone, settled or waiting for an event that
/// is not here has no effect. Source: the design of the ledger, "Replay"; `referral-ledger(5)`.
///
/// Positions below are indices of `events`. Complexity: linear in the events, and for each
/// correction linear in the corrections.
struct History: Sendable {
    /// The events, in the order of ids.
    private(set) var events: [Event] = []
    /// The event that each names under `after`, `about` or `target`.
    private(set) var named: [Int?] = []
    /// Whether an event waits for one that is not here, and so has no effect.
    private(set) var waits: [Bool] = []
    /// The step of each event that does not wait, else -1.
    private(set) var step: [Int] = []
    /// The steps, in the order of their first events.
    private(set) var steps: [Step] = []
    /// Whether an event counts as never recorded, by an undoing or a settling in force.
    private(set) var isOut: [Bool] = []
    /// The undoings that were passed over, since they would have left a gap in the path.
    private(set) var passedOver: Set<Int> = []
    /// The steps that hold, from the submission to where the referral stands.
    private(set) var path: [Int] = []
    /// The event by which the referral is entered in error, if there is one in force.
    private(set) var voiding: Int?

    /// All events that say the same.
    struct Step: Sendable {
        /// The step that its events come after; `nil` for a first one.
        let parent: Int?
        /// Its events, in the order of ids.
        var events: [Int]
        /// The steps that come after this one.
        var children: [Int] = []
    }

    /// The corrections that strike each event, later ones last.
    private var strikes: [Int: [Int]] = [:]
    private var corrections: [Int] = []
    /// The steps that come after none.
    private(set) var roots: [Int] = []
    private var groups: [Group: Int] = [:]

    /// Whether the referral is entered in error.
    var isVoid: Bool { voiding != nil }

    private struct Group: Hashable {
        let type: EventType
        let once: Verbatim
    }

    /// Judges events that are in the order of their ids.
    init(_ events: [Event]) {
        self.events.reserveCapacity(events.count)
        named.reserveCapacity(events.count)
        waits.reserveCapacity(events.count)
        step.reserveCapacity(events.count)
        isOut.reserveCapacity(events.count)
        for event in events { append(event) }
    }

    /// Judges one more event, whose id is after all others.
    mutating func append(_ event: Event) {
        let position = events.count
        events.append(event)
        named.append(nil)
        waits.append(false)
        step.append(-1)
        isOut.append(false)
        link(position)
        guard !waits[position] else { return }
        join(position)
        switch events[position].payload {
        case .undone:
            if let target = named[position] { strikes[target, default: []].append(position) }
            corrections.append(position)
            judge()
            if leavesGap {
                passedOver.insert(position)
                judge()
            }
        case .settled(let settled):
            for struck in leftBy(settled, at: position) {
                strikes[struck, default: []].append(position)
            }
            corrections.append(position)
            judge()
        case .voided:
            corrections.append(position)
            judge()
        default: break
        }
        extendPath()
    }

    /// Finds the event that this one names, which must be here and earlier.
    private mutating func link(_ position: Int) {
        guard let id = events[position].payload.names else { return }
        guard let index = self.position(of: id), index < position, !waits[index] else {
            waits[position] = true
            return
        }
        named[position] = index
    }

    /// The position of an event by its id; O(log n).
    func position(of id: ULID) -> Int? { events.bisect(for: id, by: \.id) }

    /// Puts an event into the step of those that say the same, or begins one.
    private mutating func join(_ position: Int) {
        let event = events[position]
        guard event.type.isOnPath else {
            if let once = event.once {
                let group = Group(type: event.type, once: once)
                if let known = groups[group] {
                    steps[known].events.append(position)
                    step[position] = known
                    return
                }
                groups[group] = steps.count
            }
            begin(position, after: nil)
            return
        }
        let parent = named[position].map { step[$0] }
        let siblings = parent.map { steps[$0].children } ?? roots
        for sibling in siblings
        where events[steps[sibling].events[0]].payload.saysTheSame(as: event.payload) {
            steps[sibling].events.append(position)
            step[position] = sibling
            return
        }
        if let parent {
            steps[parent].children.append(steps.count)
        } else {
            roots.append(steps.count)
        }
        begin(position, after: parent)
    }

    private mutating func begin(_ position: Int, after parent: Int?) {
        step[position] = steps.count
        steps.append(Step(parent: parent, events: [position]))
    }

    /// The events that a settling puts out: those of its conflicts, and what says the same before
    /// it, that are off the path at it.
    private func leftBy(_ settled: Settled, at position: Int) -> [Int] {
        var left: Set<Int> = []
        for id in settled.conflicts {
            guard let conflict = self.position(of: id), conflict < position, !waits[conflict],
                events[conflict].type.isOnPath, !path.contains(step[conflict])
            else { continue }
            left.formUnion(steps[step[conflict]].events.filter { $0 < position })
        }
        return left.sorted()
    }

    /// Works out what is out, from all corrections so far.
    private mutating func judge() {
        var verdicts: [Int: Bool?] = [:]
        // The last first: what strikes a correction comes after it, so that no question goes deep.
        for correction in corrections.reversed() { _ = isInForce(correction, &verdicts) }
        for struck in strikes.keys { isOut[struck] = isStruck(struck, &verdicts) }
        voiding = corrections.first { correction in
            events[correction].type == .voided && isInForce(correction, &verdicts)
        }
    }

    private func isStruck(_ position: Int, _ verdicts: inout [Int: Bool?]) -> Bool {
        (strikes[position] ?? []).contains { isInForce($0, &verdicts) }
    }

    /// Whether a correction is in force: not out, not passed over, first of those with its `once`.
    private func isInForce(_ position: Int, _ verdicts: inout [Int: Bool?]) -> Bool {
        if let verdict = verdicts[position] { return verdict ?? false }
        verdicts[position] = .some(nil)
        let verdict =
            !passedOver.contains(position) && !isStruck(position, &verdicts)
            && steps[step[position]].events.prefix { $0 < position }.allSatisfy {
                isStruck($0, &verdicts)
            }
        verdicts[position] = .some(verdict)
        return verdict
    }

    /// Whether a step before the path's end has lost all its events.
    private var leavesGap: Bool {
        path.dropLast().contains { steps[$0].events.allSatisfy { isOut[$0] } }
    }

    private mutating func extendPath() {
        while let end = path.last, steps[end].events.allSatisfy({ isOut[$0] }) { path.removeLast() }
        guard !isVoid else { return }
        while let next = continuation() { path.append(next) }
    }

    /// The step of the first event that may come after the path's end.
    private func continuation() -> Int? {
        guard let end = path.last else { return earliest(roots) { _ in true } }
        let endIsClosed = events[steps[end].events[0]].type == .closed
        return earliest(steps[end].children) { event in
            (event.type == .reopened) == endIsClosed
        }
    }

    private func earliest(_ candidates: [Int], where fits: (Event) -> Bool) -> Int? {
        var best: (step: Int, event: Int)?
        for candidate in candidates {
            guard let first = steps[candidate].events.first(where: { !isOut[$0] }),
                fits(events[first]), first < best?.event ?? Int.max
            else { continue }
            best = (candidate, first)
        }
        return best?.step
    }
}

extension History {
    /// The step that an event means by naming another, or `nil` where it means that event alone.
    ///
    /// It means the step while some event of it, recorded before the naming one, is not out.
    func meant(by position: Int) -> Int? {
        guard let target = named[position] else { return nil }
        let step = step[target]
        return steps[step].events.contains { $0 < position && !isOut[$0] } ? step : nil
    }

    /// Whether an event off the path counts: not waiting, not out, first of those with its `once`.
    func counts(_ position: Int) -> Bool {
        !waits[position] && !isOut[position] && !passedOver.contains(position)
            && (events[position].type.isOnPath
                || steps[step[position]].events.prefix { $0 < position }.allSatisfy { isOut[$0] })
    }

    /// The event that stands for a step: the first that is not out.
    func representative(of step: Int) -> Int? {
        steps[step].events.first { !isOut[$0] }
    }

    /// The conflicts that a settling in force names.
    var settled: Set<Int> {
        var settled: Set<Int> = []
        for position in corrections where counts(position) {
            guard case .settled(let payload) = events[position].payload else { continue }
            for id in payload.conflicts {
                if let conflict = self.position(of: id), conflict < position {
                    settled.insert(conflict)
                }
            }
        }
        return settled
    }
}

extension Payload {
    /// The event named under `after`, `about` or `target`.
    var names: ULID? {
        switch self {
        case .routed(let payload): payload.after
        case .moved(let payload): payload.after
        case .closed(let payload): payload.after
        case .reopened(let payload): payload.after
        case .amended(let payload): payload.target
        case .undone(let payload): payload.target
        case .notified(let payload): payload.about
        case .acknowledged(let payload): payload.about
        default: nil
        }
    }

    /// Whether two events on the path, after the same step, say the same as recorded.
    func saysTheSame(as other: Payload) -> Bool {
        type == other.type && deciding == other.deciding
    }

    private var deciding: [Verbatim?] {
        switch self {
        case .submitted(let payload): payload.deciding
        case .routed(let payload): payload.deciding
        case .moved(let payload): payload.deciding
        case .closed(let payload): payload.deciding
        case .reopened(let payload): payload.deciding
        default: []
        }
    }
}
