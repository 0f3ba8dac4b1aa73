import Notation

extension History {
    /// The conflicts within the referral, in the order of ids.
    ///
    /// - `people`: Which pseudonyms are one person: what one of them was told, all were.
    func conflicts(
        _ tellings: [Telling],
        _ amendments: [Int: [Int]],
        _ people: PersonClasses
    ) -> [Conflict] {
        var conflicts: [(position: Int, conflict: Conflict)] = []
        let settled = settled
        var inConflict: Set<Int> = []
        let onPath = Set(path)
        for index in steps.indices where !onPath.contains(index) {
            guard let first = representative(of: index), events[first].type.isOnPath else {
                continue
            }
            inConflict.insert(index)
        }
        for index in inConflict {
            guard let first = representative(of: index) else { continue }
            let follows = steps[index].parent.map { inConflict.contains($0) } ?? false
            conflicts.append((first, conflict(first, .offPath, follows: follows)))
        }
        for position in passedOver {
            guard !isOut[position], !settled.contains(position), let target = named[position],
                !isOut[target]
            else { continue }
            conflicts.append((position, conflict(position, .undoing)))
        }
        for telling in falseTellings(tellings, amendments, people, inConflict)
        where !settled.contains(telling.position) {
            conflicts.append((telling.position, conflict(telling.position, .telling)))
        }
        return conflicts.sorted { $0.position < $1.position }.map(\.conflict)
    }

    /// The tellings of what is not so, that no later one to the same recipient has put right.
    private func falseTellings(
        _ tellings: [Telling],
        _ amendments: [Int: [Int]],
        _ people: PersonClasses,
        _ inConflict: Set<Int>
    ) -> [Telling] {
        let current = path.last.flatMap { end in
            events[steps[end].events[0]].type == .closed ? end : nil
        }
        let amendment = current.flatMap { tellingAmendment(of: $0, amendments) }
        return tellings.filter { telling in
            let isClosing = events[telling.position].type == .closed
            // A closing off the path that told is one conflict, not two.
            if isClosing, inConflict.contains(step[telling.position]) { return false }
            guard !stands(telling) else { return false }
            return !tellings.contains { later in
                later.position > telling.position
                    && people.areOne([later.recipient, telling.recipient])
                    && current.map { isOf(later, closing: $0, amendment: amendment) } == true
            }
        }
    }

    private func stands(_ telling: Telling) -> Bool {
        if events[telling.subject].type == .amended, telling.step == nil { return false }
        guard let closing = closing(of: telling) else { return true }
        guard events[steps[closing].events[0]].type == .closed else { return true }
        return path.contains(closing)
    }

    private func conflict(
        _ position: Int,
        _ kind: Conflict.Kind,
        follows: Bool = false
    ) -> Conflict {
        Conflict(event: events[position].id, kind: kind, follows: follows)
    }
}
