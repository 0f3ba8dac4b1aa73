import Notation

extension History {
    /// The events that must be taken back with one, so that what it says is no longer said: all of
    /// its step that are not out.
    ///
    /// - Returns: Nothing where it is out already.
    func undoing(_ position: Int) throws(Refusal) -> [ULID] {
        let event = events[position]
        // What is forgotten does not come back, and a ledger without its founding is none.
        guard event.type != .ledger, event.type != .erased else { throw .notUndoable(event.type) }
        guard !isOut[position] else { return [] }
        guard !waits[position] else { return [event.id] }
        let meant = repetitions(of: position).filter { !isOut[$0] }
        if event.type == .submitted {
            let others = events.indices.contains { other in
                events[other].type == .submitted && !isOut[other] && !meant.contains(other)
            }
            guard others else { throw .onlySubmission }
        }
        if let place = path.firstIndex(of: step[position]), place < path.count - 1 {
            let later = path[(place + 1)...].reversed().compactMap { representative(of: $0) }
            throw .builtOn(later.map { events[$0].id })
        }
        return meant.map { events[$0].id }
    }

    /// The events that say the same as one, it among them.
    private func repetitions(of position: Int) -> [Int] {
        let payload = events[position].payload
        let others = events.indices.filter { other in
            !waits[other] && events[other].payload.correctsTheSame(as: payload)
        }
        return others.isEmpty ? steps[step[position]].events : others
    }

    /// The newest event that is in force and can be taken back, save the taking back of others.
    var newest: Int? {
        events.indices.last { position in
            !isOut[position] && events[position].type != .undone
                && events[position].type != .ledger
        }
    }

    /// The events that strike one: who took it back, or left it as it stands.
    func striking(_ position: Int) -> [Int] {
        guard isOut[position] else { return [] }
        return events.indices.filter { other in
            guard counts(other) else { return false }
            switch events[other].payload {
            case .undone: return named[other] == position
            case .settled(let settled):
                let named = settled.conflicts.compactMap { self.position(of: $0) }
                return named.contains { step[$0] == step[position] }
            default: return false
            }
        }
    }

    /// The events off the path that come after one, directly or not.
    func following(_ position: Int) -> [Int] {
        guard step[position] >= 0 else { return [] }
        var open = [step[position]]
        var found: [Int] = []
        while let next = open.popLast() {
            for child in steps[next].children {
                open.append(child)
                found += steps[child].events.filter { !isOut[$0] }
            }
        }
        return found
    }

    /// What stands in the place of a step off the path, the last first.
    func against(_ position: Int) -> [Int] {
        guard step[position] >= 0 else { return [] }
        let parent = steps[step[position]].parent
        let place = parent.map { path.firstIndex(of: $0) } ?? -1
        guard let place else {
            // What it came after is off the path itself: first that has to come back.
            guard let parent, let first = steps[parent].events.first else { return [] }
            let isGone = steps[parent].events.allSatisfy { isOut[$0] }
            return against(first) + (isGone ? steps[parent].events.flatMap { striking($0) } : [])
        }
        return path.dropFirst(place + 1).reversed().flatMap { step in
            steps[step].events.filter { !isOut[$0] }
        }
    }

    /// More are not looked for: a command that takes back so many is of no use to anybody.
    private static let mostObstacles = 16
    /// In a longer history nothing is taken back for trial: each trial judges all of it anew.
    private static let longestTried = 256

    /// What to take back, one after the other, for a step off the path to come on it: what stands in
    /// its place, what would come there next, and what was built on that.
    ///
    /// Each is taken back for trial, so that what is said can be done.
    ///
    /// - Returns: `nil` where that cannot be brought about so, or would take too long to find out.
    func obstacles(to position: Int) -> [Int]? {
        let rivals = rivals(of: position)
        guard rivals <= Self.mostObstacles else { return nil }
        guard events.count <= Self.longestTried else {
            return rivals == 1 ? against(position) : nil
        }
        var history = self
        var taken: [Int] = []
        while !history.path.contains(history.step[position]) {
            guard taken.count < Self.mostObstacles, let next = history.removable(position),
                next < events.count, let targets = try? history.undoing(next), !targets.isEmpty
            else { return nil }
            taken.append(next)
            history = history.undone(targets)
        }
        return taken
    }

    /// How many steps would come before one, after the same step.
    private func rivals(of position: Int) -> Int {
        guard step[position] >= 0, let own = representative(of: step[position]) else { return 0 }
        let siblings = steps[step[position]].parent.map { steps[$0].children } ?? roots
        return siblings.count { representative(of: $0).map { $0 < own } ?? false }
    }

    /// The first event to take back of what keeps a step off the path.
    private func removable(_ position: Int) -> Int? {
        guard let first = against(position).first else { return nil }
        do throws(Refusal) {
            _ = try undoing(first)
            return first
        } catch {
            guard case .builtOn(let later) = error else { return nil }
            return later.first.flatMap { self.position(of: $0) }
        }
    }

    /// These events with an undoing of each target after them.
    func undone(_ targets: [ULID]) -> History {
        guard let last = events.last, !targets.isEmpty else { return self }
        let undoings = targets.enumerated().map { number, target in
            Event(
                id: ULID(value: last.id.value &+ UInt128(number + 1)),
                ref: last.ref,
                moment: last.moment,
                actor: last.actor,
                role: last.role,
                payload: .undone(Undone(target: target, reason: ""))
            )
        }
        return History(events + undoings)
    }
}

extension Payload {
    /// Whether two events, each by itself, bring about the same: taken back one, the other still does.
    fileprivate func correctsTheSame(as other: Payload) -> Bool {
        switch (self, other) {
        case (.voided, .voided): true
        case (.linked(let one), .linked(let other)):
            Set([one.person, one.alias]) == Set([other.person, other.alias])
        case (.amended(let one), .amended(let other)):
            one.target == other.target && one.changes == other.changes
        case (.undone(let one), .undone(let other)): one.target == other.target
        default: false
        }
    }
}
