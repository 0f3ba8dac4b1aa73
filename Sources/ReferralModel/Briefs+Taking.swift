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
    ///
    /// - `number`: That of its referral.
    mutating func add(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID,
        _ number: Int
    ) -> Taking {
        guard let type = index.position(of: .type, in: Brief.types, line) else {
            return .irregular
        }
        return switch Brief.types[type] {
        case .submitted: addSubmitted(line, index, id)
        case .routed: addRouted(line, index, id, number)
        case .moved: addMoved(line, index, id, number)
        case .closed: addClosed(line, index, id, number)
        case .reopened: addReopened(line, index, id, number)
        case .notified: addNotified(line, index, id, number)
        case .acknowledged: addAcknowledged(line, index, id, number)
        case .earned: addEarned(line, index, id)
        case .noted, .reminded, .rated, .touched, .rewarded, .consented: .passed
        case .ledger, .amended, .voided, .undone, .enrolled, .spent, .linked, .erased, .settled:
            .irregular
        }
    }

    /// Whether a line says that it is a submission.
    func isSubmission(_ line: Span<UInt8>, _ index: LineIndex) -> Bool {
        index.position(of: .type, in: Brief.types, line).map { Brief.types[$0] } == .submitted
    }

    /// Adds a row that says no more than that there is an event.
    mutating func addOther() { words.append(Brief.Head(.other).word) }

    private mutating func addSubmitted(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID
    ) -> Taking {
        guard var head = head(.submitted, line, index), let time = index.instant(.time, line),
            let stage = name(.stage, line, index), let referrer = name(.referrer, line, index),
            let subject = handle(.subject, line, index),
            let service = name(.service, line, index),
            let priority = name(.priority, line, index),
            let sealed = sealedKeys(line, index)
        else { return .irregular }
        head.one = sealed
        let begin = begin(id, time, &head)
        words.append(stage)
        words.append(referrer)
        words.append(subject)
        words.append(service)
        words.append(priority)
        addOptionals(line, index)
        add(index.referral(.follows, line), Brief.Flag.follows, &head)
        add(index.referral(.parent, line), Brief.Flag.parent, &head)
        words[begin] = head.word
        return .added
    }

    /// Adds the names of a submission that may lack, after a word that says which of them are there.
    private mutating func addOptionals(_ line: Span<UInt8>, _ index: LineIndex) {
        let mask = words.count
        words.append(0)
        var bit: UInt32 = 1
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

    private mutating func addOptional(_ name: UInt32?, _ bit: UInt32, _ mask: Int) {
        guard let name else { return }
        words[mask] |= bit
        words.append(name)
    }

    private mutating func addRouted(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID,
        _ number: Int
    ) -> Taking {
        guard var head = head(.routed, line, index), let time = index.instant(.time, line),
            let after = index.eventID(.after, line), let was = name(.was, line, index),
            let stage = name(.stage, line, index), let provider = name(.provider, line, index)
        else { return .irregular }
        let begin = begin(id, time, &head)
        add(after, number, &head)
        words.append(was)
        words.append(stage)
        words.append(provider)
        if let respondBy = index.instant(.respondBy, line) {
            head.flags |= Brief.Flag.respondBy
            add(UInt64(bitPattern: respondBy.milliseconds))
        }
        words[begin] = head.word
        return .added
    }

    private mutating func addMoved(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID,
        _ number: Int
    ) -> Taking {
        guard var head = head(.moved, line, index), let time = index.instant(.time, line),
            let after = index.eventID(.after, line), let was = name(.was, line, index),
            let stage = name(.stage, line, index),
            let phase = index.position(of: .phase, in: Brief.phases, line)
        else { return .irregular }
        head.one = phase
        head.other = index.position(of: .effect, in: Brief.effects, line).map { $0 + 1 } ?? 0
        let begin = begin(id, time, &head)
        add(after, number, &head)
        words.append(was)
        words.append(stage)
        addReason(line, index, &head)
        add(name(.scheduledFor, line, index), Brief.Flag.second, &head)
        words[begin] = head.word
        return .added
    }

    private mutating func addClosed(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID,
        _ number: Int
    ) -> Taking {
        guard var head = head(.closed, line, index), let time = index.instant(.time, line),
            let after = index.eventID(.after, line), let was = name(.was, line, index),
            let outcome = name(.outcome, line, index),
            let outcomeClass = index.position(of: .class, in: Brief.classes, line)
        else { return .irregular }
        head.one = outcomeClass
        if index.bool(.told, line) == true { head.flags |= Brief.Flag.told }
        let begin = begin(id, time, &head)
        add(after, number, &head)
        words.append(was)
        words.append(outcome)
        addReason(line, index, &head)
        let (value, currency) = (name(.value, line, index), name(.currency, line, index))
        if value != nil || currency != nil {
            head.flags |= Brief.Flag.second
            words.append(value ?? 0)
            words.append(currency ?? 0)
        }
        add(index.referral(.duplicateOf, line), Brief.Flag.duplicateOf, &head)
        words[begin] = head.word
        return .added
    }

    private mutating func addReopened(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID,
        _ number: Int
    ) -> Taking {
        guard var head = head(.reopened, line, index), let time = index.instant(.time, line),
            let after = index.eventID(.after, line), let stage = name(.stage, line, index),
            let phase = index.position(of: .phase, in: Brief.phases, line)
        else { return .irregular }
        head.one = phase
        let begin = begin(id, time, &head)
        add(after, number, &head)
        words.append(stage)
        words[begin] = head.word
        return .added
    }

    private mutating func addNotified(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID,
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
        let begin = begin(id, time, &head)
        add(about, number, &head)
        words.append(recipient)
        add(name(.via, line, index), Brief.Flag.first, &head)
        words[begin] = head.word
        return .added
    }

    private mutating func addAcknowledged(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID,
        _ number: Int
    ) -> Taking {
        guard var head = head(.acknowledged, line, index), let time = index.instant(.time, line),
            index.member(.once) == nil, let about = index.eventID(.about, line)
        else { return .irregular }
        let begin = begin(id, time, &head)
        add(about, number, &head)
        words[begin] = head.word
        return .added
    }

    private mutating func addEarned(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID
    ) -> Taking {
        guard var head = head(.earned, line, index), let time = index.instant(.time, line),
            index.member(.once) == nil, let amount = name(.amount, line, index),
            let currency = name(.currency, line, index), name(.kind, line, index) != nil
        else { return .irregular }
        let begin = begin(id, time, &head)
        words.append(amount)
        words.append(currency)
        words[begin] = head.word
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

    /// Begins a row, whose first word is put in once all that it says is known.
    private mutating func begin(_ id: ULID, _ time: Instant, _ head: inout Brief.Head) -> Int {
        let begin = words.count
        words.append(0)
        if time != id.time {
            head.flags |= Brief.Flag.timed
            add(UInt64(bitPattern: time.milliseconds))
        }
        return begin
    }

    /// Adds which event a line of a referral names.
    private mutating func add(_ id: ULID, _ number: Int, _ head: inout Brief.Head) {
        if let distance = distance(to: id, onPathOf: number) {
            head.flags |= Brief.Flag.near
            words.append(distance)
        } else {
            add(UInt64(truncatingIfNeeded: id.value >> 64))
            add(UInt64(truncatingIfNeeded: id.value))
        }
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
        words.append(name)
    }

    private mutating func add(_ ref: ReferralID?, _ flag: UInt32, _ head: inout Brief.Head) {
        guard let ref else { return }
        head.flags |= flag
        add(ref.bits)
    }

    private mutating func add(_ word: UInt64) {
        words.append(UInt32(truncatingIfNeeded: word >> 32))
        words.append(UInt32(truncatingIfNeeded: word))
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
