public import Notation

extension Event {
    /// Reads an event from a line whose members are indexed.
    public static func decode(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        id: ULID
    ) -> EventRecord {
        guard let type = index.position(of: .type, in: Brief.types, line).map({ Brief.types[$0] })
        else {
            let word = index.text(.type, line)?.text ?? ""
            return .unknown(type: word, ref: index.referral(.ref, line))
        }
        do {
            return .event(try Event(line, index, id: id, type: type))
        } catch {
            return .unreadable(
                type: type,
                ref: index.referral(.ref, line),
                problem: error.detail
            )
        }
    }

    /// Reads a line of the log by itself; `nil` for one that is no event.
    public static func read(_ line: Span<UInt8>, _ index: inout LineIndex) -> EventRecord? {
        guard (try? index.read(line)) != nil, let id = index.eventID(.id, line) else {
            return nil
        }
        return decode(line, index, id: id)
    }

    /// The canonical JSON object of the event, without `prev`.
    public func encoded() -> [UInt8] {
        var writer = JSONObjectWriter()
        encode(to: &writer, tags, payload)
        Self.encode(sealed, to: &writer)
        return writer.finish()
    }

    /// Writes the event with some tags and what it says, but for its seals.
    func encode(to writer: inout JSONObjectWriter, _ tags: [Tag], _ payload: Payload) {
        writer.string("id", id.description)
        writer.string("type", type.rawValue)
        writer.string("ref", ref?.description)
        writer.string("time", moment.instant.description)
        writer.string("actor", actor.text)
        writer.string("role", role.text)
        writer.string("precision", moment.precision.word)
        writer.string("clock", clock?.description)
        writer.string("once", once?.text)
        if !tags.isEmpty {
            writer.value("tags", .object(tags.map { .init($0.name.text, .string($0.value.text)) }))
        }
        payload.encode(to: &writer)
    }

    /// Writes seals, which stand last.
    static func encode(_ seals: [Seal], to writer: inout JSONObjectWriter) {
        guard !seals.isEmpty else { return }
        writer.value("sealed", .object(seals.map { .init($0.key.text, .string($0.hash.text)) }))
    }

    convenience init(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        id: ULID,
        type: EventType
    ) throws(EventProblem) {
        var ref: ReferralID?
        if index.member(.ref) != nil {
            ref = index.referral(.ref, line)
            guard ref != nil else { throw EventProblem(detail: "\"ref\" names no referral") }
        }
        guard let instant = index.instant(.time, line) else {
            throw EventProblem(detail: "no instant under \"time\"")
        }
        self.init(
            id: id,
            ref: ref,
            moment: Moment(instant, .init(word: index.text(.precision, line))),
            actor: index.text(.actor, line) ?? "",
            role: index.text(.role, line) ?? "",
            clock: index.instant(.clock, line),
            once: index.text(.once, line),
            tags: Event.pairs(index.value(.tags, line)).map { Tag(name: $0, value: $1) },
            sealed: Event.pairs(index.value(.sealed, line)).map { Seal(key: $0, hash: $1) },
            payload: try Payload(type, line, index)
        )
        guard ref != nil || type.isLedgerWide else { throw EventProblem(detail: "no \"ref\"") }
    }

    /// The event with other keys and seals, or `nil` where they make no event of its type.
    func rebuilt(from members: [JSONMember], _ seals: [Seal]) -> Event? {
        rebuilt(from: JSONValue.object(members).bytes, seals)
    }

    /// The event as another object has it, with other seals; `nil` where that is no event of its type.
    func rebuilt(from bytes: [UInt8], _ seals: [Seal]) -> Event? {
        var index = LineIndex()
        guard (try? index.read(bytes.span)) != nil else { return nil }
        return (try? Event(bytes.span, index, id: id, type: type)).map { event in
            Event(
                id: id,
                ref: event.ref,
                moment: event.moment,
                actor: event.actor,
                role: event.role,
                clock: event.clock,
                once: event.once,
                tags: event.tags,
                sealed: seals,
                payload: event.payload
            )
        }
    }

    static func pairs(_ value: JSONValue?) -> [(Verbatim, Verbatim)] {
        guard case .object(let members) = value else { return [] }
        return members.compactMap { member in
            member.value.text.map { (Verbatim(member.key), Verbatim($0)) }
        }
    }
}

extension EventType {
    /// Whether an event of this type may be about no one referral.
    var isLedgerWide: Bool {
        switch self {
        case .ledger, .undone, .enrolled, .spent, .consented, .linked, .erased, .notified,
            .amended, .touched:
            true
        default: false
        }
    }
}

extension Payload {
    init(
        _ type: EventType,
        _ line: Span<UInt8>,
        _ index: LineIndex
    ) throws(EventProblem) {
        switch type {
        case .ledger: self = .ledger(try Founded(line, index))
        case .submitted: self = .submitted(try Submitted(line, index))
        case .routed: self = .routed(try Routed(line, index))
        case .moved: self = .moved(try Moved(line, index))
        case .noted: self = .noted(Noted(line, index))
        case .closed: self = .closed(try Closed(line, index))
        case .reopened: self = .reopened(try Reopened(line, index))
        case .amended: self = .amended(try Amended(line, index))
        case .voided: self = .voided(Voided(line, index))
        case .undone: self = .undone(try Undone(line, index))
        case .notified: self = .notified(try Notified(line, index))
        case .acknowledged: self = .acknowledged(try Acknowledged(line, index))
        case .linked: self = .linked(try Linked(line, index))
        case .settled: self = .settled(Settled(line, index))
        case .erased: self = .erased(try Erased(line, index))
        case .reminded: self = .reminded(try Reminded(line, index))
        case .rated: self = .rated(try Rated(line, index))
        case .touched: self = .touched(try Touched(line, index))
        case .earned: self = .earned(try Earned(line, index))
        case .rewarded: self = .rewarded(try Rewarded(line, index))
        case .enrolled: self = .enrolled(try Enrolled(line, index))
        case .spent: self = .spent(try Spent(line, index))
        case .consented: self = .consented(try Consented(line, index))
        }
    }

    func encode(to writer: inout JSONObjectWriter) {
        switch self {
        case .ledger(let payload): payload.encode(to: &writer)
        case .submitted(let payload): payload.encode(to: &writer)
        case .routed(let payload): payload.encode(to: &writer)
        case .moved(let payload): payload.encode(to: &writer)
        case .noted(let payload): payload.encode(to: &writer)
        case .closed(let payload): payload.encode(to: &writer)
        case .reopened(let payload): payload.encode(to: &writer)
        case .amended(let payload): payload.encode(to: &writer)
        case .voided(let payload): payload.encode(to: &writer)
        case .undone(let payload): payload.encode(to: &writer)
        case .notified(let payload): payload.encode(to: &writer)
        case .acknowledged(let payload): payload.encode(to: &writer)
        case .linked(let payload): payload.encode(to: &writer)
        case .settled(let payload): payload.encode(to: &writer)
        case .erased(let payload): payload.encode(to: &writer)
        case .reminded(let payload): payload.encode(to: &writer)
        case .rated(let payload): payload.encode(to: &writer)
        case .touched(let payload): payload.encode(to: &writer)
        case .earned(let payload): payload.encode(to: &writer)
        case .rewarded(let payload): payload.encode(to: &writer)
        case .enrolled(let payload): payload.encode(to: &writer)
        case .spent(let payload): payload.encode(to: &writer)
        case .consented(let payload): payload.encode(to: &writer)
        case .kept: break
        }
    }
}
