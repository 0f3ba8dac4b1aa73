import Notation

/// From a line to its brief.
extension Briefs {
    /// What a line comes to.
    enum Taking {
        /// A row with this head, and what is in the draft; the time is that of the event.
        case added(Brief.Head, Instant)
        /// It bears on no figure.
        case passed
        /// Its referral must be read whole.
        case irregular
    }

    /// Drafts the row of an event's line, if it has one.
    ///
    /// - `number`: That of its referral.
    mutating func add(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ number: Int
    ) -> Taking {
        guard let type = index.position(of: .type, in: Brief.types, line) else {
            return .irregular
        }
        return switch Brief.types[type] {
        case .submitted: addSubmitted(line, index)
        case .routed: addRouted(line, index, number)
        case .moved: addMoved(line, index, number)
        case .closed: addClosed(line, index, number)
        case .reopened: addReopened(line, index, number)
        case .notified: addNotified(line, index, number)
        case .acknowledged: addAcknowledged(line, index, number)
        case .earned: addEarned(line, index)
        case .noted, .reminded, .rated, .touched, .rewarded, .consented: .passed
        case .ledger, .amended, .voided, .undone, .enrolled, .spent, .linked, .erased, .settled:
            .irregular
        }
    }

    /// Whether a line says that it is a submission.
    func isSubmission(_ line: Span<UInt8>, _ index: LineIndex) -> Bool {
        index.position(of: .type, in: Brief.types, line).map { Brief.types[$0] } == .submitted
    }

    private mutating func addSubmitted(_ line: Span<UInt8>, _ index: LineIndex) -> Taking {
        guard var head = head(.submitted, line, index), let time = index.instant(.time, line),
            let stage = name(.stage, line, index), let referrer = name(.referrer, line, index),
            let subject = handle(.subject, line, index),
            let service = name(.service, line, index),
            let priority = name(.priority, line, index),
            let sealed = sealedKeys(line, index)
        else { return .irregular }
        head.one = sealed
        draft.append(UInt64(stage))
        draft.append(UInt64(referrer))
        draft.append(UInt64(subject))
        draft.append(UInt64(service))
        draft.append(UInt64(priority))
        addOptionals(line, index)
        add(index.referral(.follows, line), Brief.Flag.follows, &head)
        add(index.referral(.parent, line), Brief.Flag.parent, &head)
        return .added(head, time)
    }

    /// Adds the names of a submission that may lack, after a number that says which of them are there.
    private mutating func addOptionals(_ line: Span<UInt8>, _ index: LineIndex) {
        let mask = draft.count
        draft.append(0)
        var bit: UInt64 = 1
        for key in Brief.optionalNames {
            addOptional(name(key, line, index), bit, mask)
            bit <<= 1
        }
        for key in Brief.optionalHandles {
            addOptional(handle(key, line, index), bit, mask)
            bit <<= 1
        }
        let tags = index.member(.tags).map { names.number(of: line.extracting($0.range)) }
        addOptional(tags, bit, mask)
    }

    private mutating func addOptional(_ name: UInt32?, _ bit: UInt64, _ mask: Int) {
        guard let name else { return }
        draft[mask] |= bit
        draft.append(UInt64(name))
    }

    private mutating func addRouted(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ number: Int
    ) -> Taking {
        guard var head = head(.routed, line, index), let time = index.instant(.time, line),
            let after = index.eventID(.after, line), let was = name(.was, line, index),
            let stage = name(.stage, line, index), let provider = name(.provider, line, index)
        else { return .irregular }
        add(after, number, &head)
        draft.append(UInt64(was))
        draft.append(UInt64(stage))
        draft.append(UInt64(provider))
        if let respondBy = index.instant(.respondBy, line) {
            head.flags |= Brief.Flag.respondBy
            draft.append(respondBy.later(than: time))
        }
        return .added(head, time)
    }

    private mutating func addMoved(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ number: Int
    ) -> Taking {
        guard var head = head(.moved, line, index), let time = index.instant(.time, line),
            let after = index.eventID(.after, line), let was = name(.was, line, index),
            let stage = name(.stage, line, index),
            let phase = index.position(of: .phase, in: Brief.phases, line)
        else { return .irregular }
        head.one = phase
        head.other = index.position(of: .effect, in: Brief.effects, line).map { $0 + 1 } ?? 0
        add(after, number, &head)
        draft.append(UInt64(was))
        draft.append(UInt64(stage))
        addReason(line, index, &head)
        add(name(.scheduledFor, line, index), Brief.Flag.second, &head)
        return .added(head, time)
    }

    private mutating func addClosed(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ number: Int
    ) -> Taking {
        guard var head = head(.closed, line, index), let time = index.instant(.time, line),
            let after = index.eventID(.after, line), let was = name(.was, line, index),
            let outcome = name(.outcome, line, index),
            let outcomeClass = index.position(of: .class, in: Brief.classes, line)
        else { return .irregular }
        head.one = outcomeClass
        if index.bool(.told, line) == true { head.flags |= Brief.Flag.told }
        add(after, number, &head)
        draft.append(UInt64(was))
        draft.append(UInt64(outcome))
        addReason(line, index, &head)
        let (value, currency) = (name(.value, line, index), name(.currency, line, index))
        if value != nil || currency != nil {
            head.flags |= Brief.Flag.second
            draft.append(UInt64(value ?? 0))
            draft.append(UInt64(currency ?? 0))
        }
        add(index.referral(.duplicateOf, line), Brief.Flag.duplicateOf, &head)
        return .added(head, time)
    }

    private mutating func addReopened(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ number: Int
    ) -> Taking {
        guard var head = head(.reopened, line, index), let time = index.instant(.time, line),
            let after = index.eventID(.after, line), let stage = name(.stage, line, index),
            let phase = index.position(of: .phase, in: Brief.phases, line)
        else { return .irregular }
        head.one = phase
        add(after, number, &head)
        draft.append(UInt64(stage))
        return .added(head, time)
    }

    private mutating func addNotified(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ number: Int
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
        add(about, number, &head)
        draft.append(UInt64(recipient))
        add(name(.via, line, index), Brief.Flag.first, &head)
        return .added(head, time)
    }

    private mutating func addAcknowledged(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ number: Int
    ) -> Taking {
        guard var head = head(.acknowledged, line, index), let time = index.instant(.time, line),
            index.member(.once) == nil, let about = index.eventID(.about, line)
        else { return .irregular }
        add(about, number, &head)
        return .added(head, time)
    }

    private mutating func addEarned(_ line: Span<UInt8>, _ index: LineIndex) -> Taking {
        guard let head = head(.earned, line, index), let time = index.instant(.time, line),
            index.member(.once) == nil, let amount = name(.amount, line, index),
            let currency = name(.currency, line, index), name(.kind, line, index) != nil
        else { return .irregular }
        draft.append(UInt64(amount))
        draft.append(UInt64(currency))
        return .added(head, time)
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
        head.flags |= Brief.Flag.day
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

    /// The number of a text that is put down under a key, of which most stand once; `nil` where there is
    /// none.
    private mutating func handle(
        _ key: LineKey,
        _ line: Span<UInt8>,
        _ index: LineIndex
    ) -> UInt32? {
        index.member(key)?.read(line) { handles.add($0) }
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

    /// Adds the reason, if there is one, and whether it is sealed.
    private mutating func addReason(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ head: inout Brief.Head
    ) {
        if index.member(.sealed) != nil {
            let keys = Event.pairs(index.value(.sealed, line)).map(\.0)
            if keys.contains("reason") { head.flags |= Brief.Flag.sealedReason }
        }
        add(name(.reason, line, index), Brief.Flag.first, &head)
    }

    private mutating func add(_ name: UInt32?, _ flag: UInt32, _ head: inout Brief.Head) {
        guard let name else { return }
        head.flags |= flag
        draft.append(UInt64(name))
    }

    private mutating func add(_ ref: ReferralID?, _ flag: UInt32, _ head: inout Brief.Head) {
        guard let ref else { return }
        head.flags |= flag
        draft.append(ref.bits)
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
