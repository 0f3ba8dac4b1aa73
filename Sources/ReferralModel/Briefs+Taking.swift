import Notation

/// From a line to its brief.
extension Briefs {
    /// What a line comes to.
    enum Taking {
        /// A row was added.
        case added
        /// It bears on no figure.
        case passed
        /// Its referral must be read whole.
        case irregular
    }

    /// Adds the row of an event's line, if it has one.
    mutating func add(_ line: Span<UInt8>, _ index: LineIndex, _ id: ULID) -> Taking {
        guard let type = index.position(of: .type, in: Brief.types, line) else {
            return .irregular
        }
        return switch Brief.types[type] {
        case .submitted: addSubmitted(line, index, id)
        case .routed: addRouted(line, index, id)
        case .moved: addMoved(line, index, id)
        case .closed: addClosed(line, index, id)
        case .reopened: addReopened(line, index, id)
        case .notified: addNotified(line, index, id)
        case .acknowledged: addAcknowledged(line, index, id)
        case .earned: addEarned(line, index, id)
        case .noted, .reminded, .rated, .touched, .rewarded, .consented: .passed
        case .ledger, .amended, .voided, .undone, .enrolled, .spent, .linked, .erased, .settled:
            .irregular
        }
    }

    private mutating func addSubmitted(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID
    ) -> Taking {
        guard var head = head(.submitted, line, index), let time = index.instant(.time, line),
            let stage = name(.stage, line, index), let referrer = name(.referrer, line, index),
            let subject = name(.subject, line, index), let service = name(.service, line, index),
            let priority = name(.priority, line, index),
            let sealed = sealedKeys(line, index)
        else { return .irregular }
        head.one = sealed
        let follows = index.referral(.follows, line)
        let parent = index.referral(.parent, line)
        if follows != nil { head.flags |= Brief.Flag.follows }
        if parent != nil { head.flags |= Brief.Flag.parent }
        begin(head, id, time)
        words.append(pair(stage, referrer))
        words.append(pair(subject, service))
        words.append(pair(priority, optional(.channel, line, index)))
        words.append(pair(optional(.source, line, index), optional(.campaign, line, index)))
        words.append(pair(optional(.segment, line, index), optional(.incentive, line, index)))
        words.append(pair(optional(.location, line, index), optional(.household, line, index)))
        words.append(pair(optional(.key, line, index), optional(.system, line, index)))
        let tags = index.member(.tags)
        words.append(pair(tags.map { names.number(of: line.extracting($0.range)) } ?? 0, 0))
        if let follows { words.append(follows.bits) }
        if let parent { words.append(parent.bits) }
        return .added
    }

    private mutating func addRouted(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID
    ) -> Taking {
        guard var head = head(.routed, line, index), let time = index.instant(.time, line),
            let after = index.eventID(.after, line), let was = name(.was, line, index),
            was <= Brief.Head.lastWas,
            let stage = name(.stage, line, index), let provider = name(.provider, line, index)
        else { return .irregular }
        head.was = was
        let respondBy = index.instant(.respondBy, line)
        if respondBy != nil { head.flags |= Brief.Flag.respondBy }
        begin(head, id, time)
        add(after)
        words.append(pair(stage, provider))
        if let respondBy { words.append(UInt64(bitPattern: respondBy.milliseconds)) }
        return .added
    }

    private mutating func addMoved(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID
    ) -> Taking {
        guard var head = head(.moved, line, index), let time = index.instant(.time, line),
            let after = index.eventID(.after, line), let was = name(.was, line, index),
            was <= Brief.Head.lastWas,
            let stage = name(.stage, line, index),
            let phase = index.position(of: .phase, in: Brief.phases, line),
            let reason = reason(line, index, &head)
        else { return .irregular }
        head.was = was
        head.one = phase
        head.other = index.position(of: .effect, in: Brief.effects, line).map { $0 + 1 } ?? 0
        begin(head, id, time)
        add(after)
        words.append(pair(stage, reason))
        words.append(pair(optional(.scheduledFor, line, index), 0))
        return .added
    }

    private mutating func addClosed(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID
    ) -> Taking {
        guard var head = head(.closed, line, index), let time = index.instant(.time, line),
            let after = index.eventID(.after, line), let was = name(.was, line, index),
            was <= Brief.Head.lastWas,
            let outcome = name(.outcome, line, index),
            let outcomeClass = index.position(of: .class, in: Brief.classes, line),
            let reason = reason(line, index, &head)
        else { return .irregular }
        head.was = was
        head.one = outcomeClass
        if index.bool(.told, line) == true { head.flags |= Brief.Flag.told }
        let original = index.referral(.duplicateOf, line)
        if original != nil { head.flags |= Brief.Flag.duplicateOf }
        begin(head, id, time)
        add(after)
        words.append(pair(outcome, reason))
        words.append(pair(optional(.value, line, index), optional(.currency, line, index)))
        if let original { words.append(original.bits) }
        return .added
    }

    private mutating func addReopened(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID
    ) -> Taking {
        guard var head = head(.reopened, line, index), let time = index.instant(.time, line),
            let after = index.eventID(.after, line), let stage = name(.stage, line, index),
            let phase = index.position(of: .phase, in: Brief.phases, line)
        else { return .irregular }
        head.one = phase
        begin(head, id, time)
        add(after)
        words.append(pair(stage, 0))
        return .added
    }

    private mutating func addNotified(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID
    ) -> Taking {
        guard let message = index.text(.message, line) else { return .irregular }
        // Only the word that it is over bears on a figure.
        let isClosure = message == "closure"
        guard isClosure || keepsAll else { return .passed }
        guard var head = head(.notified, line, index), let time = index.instant(.time, line),
            index.member(.once) == nil, let about = index.eventID(.about, line),
            let recipient = name(.recipient, line, index), let status = index.text(.status, line)
        else { return .irregular }
        head.one = Brief.statuses.firstIndex(of: status) ?? 0
        if !isClosure { head.flags |= Brief.Flag.otherMessage }
        begin(head, id, time)
        add(about)
        words.append(pair(recipient, optional(.via, line, index)))
        return .added
    }

    private mutating func addAcknowledged(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID
    ) -> Taking {
        guard let head = head(.acknowledged, line, index), let time = index.instant(.time, line),
            index.member(.once) == nil, let about = index.eventID(.about, line)
        else { return .irregular }
        begin(head, id, time)
        add(about)
        return .added
    }

    /// Adds a row that says no more than that there is an event.
    mutating func addOther(_ id: ULID) {
        begin(Brief.Head(.other), id, Instant(milliseconds: 0))
    }

    private mutating func addEarned(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID
    ) -> Taking {
        guard let head = head(.earned, line, index), let time = index.instant(.time, line),
            index.member(.once) == nil, let amount = name(.amount, line, index),
            let currency = name(.currency, line, index), name(.kind, line, index) != nil
        else { return .irregular }
        begin(head, id, time)
        words.append(pair(amount, currency))
        return .added
    }
}

extension Briefs {
    private func head(
        _ kind: Brief.Kind,
        _ line: Span<UInt8>,
        _ index: LineIndex
    ) -> Brief.Head? {
        var head = Brief.Head(kind)
        guard index.member(.precision) != nil else { return head }
        guard index.text(.precision, line) == "day" else { return nil }
        head.precision = 1
        return head
    }

    /// The number of the text under a key; `nil` where there is none.
    private mutating func name(
        _ key: LineKey,
        _ line: Span<UInt8>,
        _ index: LineIndex
    ) -> UInt32? {
        index.member(key)?.read(line) { names.number(of: $0) }
    }

    private mutating func optional(
        _ key: LineKey,
        _ line: Span<UInt8>,
        _ index: LineIndex
    ) -> UInt32 {
        name(key, line, index) ?? 0
    }

    /// The reason's number, 0 where there is none; `nil` where what is sealed cannot be told.
    private mutating func reason(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ head: inout Brief.Head
    ) -> UInt32? {
        if index.member(.sealed) != nil {
            let keys = Event.pairs(index.value(.sealed, line)).map(\.0)
            if keys.contains("reason") { head.flags |= Brief.Flag.sealedReason }
        }
        return optional(.reason, line, index)
    }

    /// Which keys of a submission are sealed, as bits; `nil` where a tag is.
    private func sealedKeys(_ line: Span<UInt8>, _ index: LineIndex) -> Int? {
        guard index.member(.sealed) != nil else { return 0 }
        var bits = 0
        for (key, _) in Event.pairs(index.value(.sealed, line)) {
            if key.text.hasPrefix("tags.") { return nil }
            if let bit = Brief.sealable.firstIndex(of: key) { bits |= 1 << bit }
        }
        return bits
    }

    private mutating func begin(_ head: Brief.Head, _ id: ULID, _ time: Instant) {
        words.append(head.word)
        add(id)
        words.append(UInt64(bitPattern: time.milliseconds))
    }

    private mutating func add(_ id: ULID) {
        words.append(UInt64(truncatingIfNeeded: id.value >> 64))
        words.append(UInt64(truncatingIfNeeded: id.value))
    }

    private func pair(_ one: UInt32, _ other: UInt32) -> UInt64 {
        UInt64(one) << 32 | UInt64(other)
    }
}

extension LineIndex {
    /// The number of the word under a key among some; `nil` where it is none of them.
    func position<Word>(
        of key: LineKey,
        in words: Vocabulary<Word>,
        _ line: Span<UInt8>
    ) -> Int? {
        member(key)?.read(line) { words.number(of: $0) }
    }
}
