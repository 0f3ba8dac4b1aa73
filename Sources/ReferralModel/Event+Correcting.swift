public import Notation

extension Event {
    /// The event with the changes of an amendment in place of what it said.
    ///
    /// A change that leaves no readable event is ignored.
    func corrected(by amended: Amended, _ amendment: ULID) -> Event {
        changed(by: amended, amendment) ?? self
    }

    /// The event with the changes of an amendment; `nil` where they leave none of its type.
    ///
    /// - `amendment`: The event that keeps the texts that the amendment seals.
    func changed(by amended: Amended, _ amendment: ULID) -> Event? {
        guard let object = try? JSONValue(parsing: encoded().span),
            case .object(let members) = object
        else { return nil }
        let refused = amended.refused(of: type)
        var plain: [JSONMember] = []
        for member in members where member.key != "sealed" { plain.append(member) }
        var seals = sealed
        for (key, hash) in amended.sealed where !refused.contains(key) {
            Self.remove(key, from: &plain)
            seals.removeAll { $0.key == key }
            seals.append(Seal(key: key, hash: hash, keptBy: amendment))
        }
        for change in amended.changes where change.key != "sealed" {
            let key = Verbatim(change.key)
            guard !refused.contains(key) else { continue }
            Self.remove(key, from: &plain)
            seals.removeAll { $0.key == key }
            if change.value != .null { Self.add(change, to: &plain) }
        }
        return rebuilt(from: plain, seals)
    }

    /// Takes a key out, `tags.NAME` out of the tags: one that became private later stands among them.
    private static func remove(_ key: Verbatim, from members: inout [JSONMember]) {
        members.removeAll { Verbatim($0.key) == key }
        guard let name = tag(key.text), let index = members.firstIndex(where: { $0.key == "tags" }),
            case .object(var tags) = members[index].value
        else { return }
        tags.removeAll { Verbatim($0.key) == name }
        members[index] = JSONMember("tags", .object(tags))
        if tags.isEmpty { members.remove(at: index) }
    }

    /// Adds a key that is not there, `tags.NAME` to the tags.
    private static func add(_ change: JSONMember, to members: inout [JSONMember]) {
        guard let name = tag(change.key) else { return members.append(change) }
        let added = JSONMember(name.text, change.value)
        if let index = members.firstIndex(where: { $0.key == "tags" }),
            case .object(let tags) = members[index].value
        {
            members[index] = JSONMember("tags", .object(tags + [added]))
        } else {
            members.append(JSONMember("tags", .object([added])))
        }
    }

    /// The name of the tag that a key `tags.NAME` is of.
    private static func tag(_ key: String) -> Verbatim? {
        key.hasPrefix("tags.") ? Verbatim(String(key.dropFirst(5))) : nil
    }

    /// Checks correcting keys of the event, given as it reads now.
    ///
    /// - `target`: The event that the amendment names; it says the same as this one.
    /// - `changes`: Keys with new values, `null` to remove one; nothing sealed.
    /// - `isKnown`: Whether the text behind a seal is this one.
    public func amending(
        _ target: ULID,
        _ changes: [JSONMember],
        reason: Verbatim,
        in programme: Programme,
        isKnown: (Seal, String) -> Bool
    ) throws(Refusal) -> Proposal {
        guard type.isAmendable else { throw .notAmendable(type) }
        let changes = changes.map { inTodaysWords($0, of: programme) }
        let known = (type.keys + Self.amendableKeys).filter {
            !Amended.fixed.contains(Verbatim($0))
        }
        for change in changes {
            let key = Verbatim(change.key)
            if Amended.fixed.contains(key) { throw .fixedKey(key) }
            guard known.contains(change.key) || change.key.hasPrefix("tags.") else {
                throw .unknownKey(key, type: type, known: known)
            }
        }
        let amended = Amended(target: target, changes: changes, reason: reason)
        let removed = changes.filter { $0.value == .null }.map(\.key)
        if let lost = removed.first(where: { type.keysAlwaysWritten.contains($0) }) {
            throw .lacks(key: lost, type: type)
        }
        guard let after = changed(by: amended, target) else {
            throw .lacks(key: removed.first ?? "", type: type)
        }
        try after.payload.check()
        try after.checkNames(in: programme, before: self)
        let isSaidAlready = changes.allSatisfy { change in
            let seal = sealed.first { $0.key == Verbatim(change.key) }
            guard let seal else {
                let now = try? JSONValue(parsing: encoded().span)
                let said = Self.tag(change.key).map { now?["tags"]?[$0.text] } ?? now?[change.key]
                return (said ?? .null) == change.value
            }
            return change.value.text.map { isKnown(seal, $0) } ?? false
        }
        return isSaidAlready ? .holds(target) : .new(.amended(amended))
    }

    private static let amendableKeys = ["time", "precision", "actor", "role", "tags"]

    /// Refuses names that the programme does not have, and an outcome of another class.
    private func checkNames(in programme: Programme, before: Event) throws(Refusal) {
        switch (payload, before.payload) {
        case (.submitted(let new), .submitted(let old)) where new.priority != old.priority:
            guard programme.priorities.contains(new.priority) else {
                throw .unknownPriority(new.priority, known: programme.priorities)
            }
        case (.moved(let new), .moved(let old)) where new.reason != old.reason:
            try programme.checkReason(new.reason, for: new.stage)
        case (.closed(let new), .closed(let old)):
            if new.outcome != old.outcome { try checkOutcome(new, in: programme) }
            let repeats = new.duplicateOf != nil && new.duplicateOf != old.duplicateOf
            guard new.outcomeClass == .neutral || !repeats else {
                throw .isNoRepetition(new.outcome, known: programme.neutralOutcomes)
            }
            if new.reason != old.reason || new.outcome != old.outcome {
                // A sealed reason is a text of somebody's own: no code that the new outcome may have.
                let said = isSealed("reason") ? "" : new.reason
                try programme.checkReason(said, for: new.outcome)
            }
            let needs = programme.outcome(new.outcome)?.needs ?? []
            try checkKept(needs, of: before, for: new.outcome)
        default: break
        }
        if case .moved(let moved) = payload {
            let needs = programme.transition(from: moved.was, to: moved.stage)?.needs ?? []
            try checkKept(needs, of: before, for: moved.stage)
        }
    }

    /// Refuses to take away what an outcome or a move needs and had.
    private func checkKept(
        _ needs: [String],
        of before: Event,
        for target: Verbatim
    ) throws(Refusal) {
        for key in needs where before.has(key) && !has(key) {
            throw .keeps(key: key, target)
        }
    }

    /// Whether it says something under a key, be it sealed.
    private func has(_ key: String) -> Bool {
        isSealed(Verbatim(key)) || (try? JSONValue(parsing: encoded().span))?[key] != nil
    }

    private func checkOutcome(_ closed: Closed, in programme: Programme) throws(Refusal) {
        guard let outcome = programme.outcome(closed.outcome) else {
            throw .unknownOutcome(closed.outcome, known: programme.outcomes.map(\.name))
        }
        guard outcome.outcomeClass == closed.outcomeClass else {
            throw .otherClass(
                outcome.name,
                class: closed.outcomeClass,
                known: programme.outcomes.filter { $0.outcomeClass == closed.outcomeClass }
                    .map(\.name)
            )
        }
        for key in outcome.needs where !has(key) {
            throw .needsToo(key: key, for: outcome.name)
        }
    }
}

extension Event {
    /// A change with the name that an outcome has today, unless the closing has that very name.
    private func inTodaysWords(_ change: JSONMember, of programme: Programme) -> JSONMember {
        guard case .closed(let closed) = payload, change.key == "outcome",
            let name = change.value.text.map({ Verbatim($0) }), name != closed.outcome,
            let outcome = programme.outcome(name)
        else { return change }
        return JSONMember(change.key, .string(outcome.name.text))
    }
}

extension Event {
    /// The keys whose texts must not stand in the log once changes are made to the event.
    public func privateKeys(
        after changes: [JSONMember],
        in programme: Programme
    ) -> [Verbatim] {
        let amended = Amended(target: id, changes: changes, reason: "")
        return programme.privateKeys(of: changed(by: amended, id) ?? self)
    }
}
