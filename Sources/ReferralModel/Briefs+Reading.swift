import Notation

/// From a brief back to an event, which holds what figures need.
extension BriefRun {
    /// The event of a line with a row, about a referral.
    func event(at line: Int, _ ref: ReferralID) -> Event {
        var row = row(at: line)
        return Self.event(&row, ref)
    }

    /// The event of a row of which nothing has been read yet, about a referral.
    static func event(_ row: inout Row, _ ref: ReferralID) -> Event {
        let head = row.head
        var tags: [Event.Tag] = []
        var sealed: [Verbatim] = []
        let payload: Payload
        switch head.kind {
        case .submitted:
            payload = .submitted(submitted(&row, &tags))
            sealed = Brief.sealable.indices.filter { head.one & 1 << $0 != 0 }
                .map { Brief.sealable[$0] }
        case .routed: payload = .routed(routed(&row))
        case .moved: payload = .moved(moved(&row))
        case .closed: payload = .closed(closed(&row))
        case .reopened: payload = .reopened(reopened(&row))
        case .notified: payload = .notified(notified(&row))
        case .acknowledged: payload = .acknowledged(Acknowledged(about: row.event()))
        case .earned: payload = .earned(earned(&row))
        case .other, .passed: payload = .kept(.noted)
        }
        if head.has(Brief.Flag.sealedReason) { sealed.append("reason") }
        return Event(
            id: row.id,
            ref: ref,
            moment: Moment(row.time, head.isExact ? .exact : .day),
            actor: "",
            role: "",
            tags: tags,
            sealed: sealed.map { Event.Seal(key: $0, hash: "") },
            payload: payload
        )
    }

    private static func submitted(_ row: inout Row, _ tags: inout [Event.Tag]) -> Submitted {
        var submitted = Submitted(
            stage: row.name(),
            referrer: row.name(),
            subject: row.handle(),
            service: row.name(),
            priority: row.name()
        )
        var mask = row.number()
        submitted.channel = row.optionalName(&mask)
        submitted.source = row.optionalName(&mask)
        submitted.campaign = row.optionalName(&mask)
        submitted.segment = row.optionalName(&mask)
        submitted.incentive = row.optionalName(&mask)
        submitted.location = row.optionalName(&mask)
        submitted.system = row.optionalName(&mask)
        submitted.household = row.optionalHandle(&mask)
        submitted.key = row.optionalHandle(&mask)
        if let object = row.optionalName(&mask) {
            let bytes = Array(object.text.utf8)
            tags = Event.pairs(try? JSONValue(parsing: bytes.span))
                .map { Event.Tag(name: $0, value: $1) }
        }
        if row.head.has(Brief.Flag.follows) { submitted.follows = row.referral() }
        if row.head.has(Brief.Flag.parent) { submitted.parent = row.referral() }
        return submitted
    }

    static func routed(_ row: inout Row) -> Routed {
        var routed = Routed(
            after: row.event(),
            was: row.name(),
            stage: row.name(),
            provider: row.name(),
            rule: ""
        )
        if row.head.has(Brief.Flag.respondBy) { routed.respondBy = row.instant(after: row.time) }
        return routed
    }

    static func moved(_ row: inout Row) -> Moved {
        let head = row.head
        return Moved(
            brief: row.event(),
            row.name(),
            row.name(),
            Brief.phases[head.one],
            head.other == 0 ? nil : Brief.effects[head.other - 1],
            reason: head.has(Brief.Flag.first) ? row.name() : nil,
            scheduledFor: head.has(Brief.Flag.second) ? row.name() : nil
        )
    }

    static func closed(_ row: inout Row) -> Closed {
        let head = row.head
        let after = row.event()
        let (was, outcome) = (row.name(), row.name())
        let reason = head.has(Brief.Flag.first) ? row.name() : nil
        let hasValue = head.has(Brief.Flag.second)
        let (value, currency) = hasValue ? (row.anyName(), row.anyName()) : (nil, nil)
        return Closed(
            brief: after,
            was,
            outcome,
            Brief.classes[head.one],
            reason: reason,
            told: head.has(Brief.Flag.told) ? true : nil,
            value: value,
            currency: currency,
            duplicateOf: head.has(Brief.Flag.duplicateOf) ? row.referral() : nil
        )
    }

    static func reopened(_ row: inout Row) -> Reopened {
        Reopened(
            after: row.event(),
            stage: row.name(),
            phase: Brief.phases[row.head.one],
            reason: ""
        )
    }

    static func notified(_ row: inout Row) -> Notified {
        let head = row.head
        return Notified(
            about: row.event(),
            recipient: row.name(),
            message: head.has(Brief.Flag.otherMessage) ? "" : "closure",
            via: head.has(Brief.Flag.first) ? row.name() : "",
            status: Brief.statuses[head.one]
        )
    }

    static func earned(_ row: inout Row) -> Earned { Earned(brief: row.name(), row.name()) }
}

extension Moved {
    fileprivate init(
        brief after: ULID,
        _ was: Verbatim,
        _ stage: Verbatim,
        _ phase: Phase,
        _ effect: Effect?,
        reason: Verbatim?,
        scheduledFor: Verbatim?
    ) {
        self.after = after
        self.was = was
        self.stage = stage
        self.phase = phase
        self.effect = effect
        self.reason = reason
        self.scheduledFor = scheduledFor
    }
}

extension Closed {
    fileprivate init(
        brief after: ULID,
        _ was: Verbatim,
        _ outcome: Verbatim,
        _ outcomeClass: OutcomeClass,
        reason: Verbatim?,
        told: Bool?,
        value: Verbatim?,
        currency: Verbatim?,
        duplicateOf: ReferralID?
    ) {
        self.after = after
        self.was = was
        self.outcome = outcome
        self.outcomeClass = outcomeClass
        self.reason = reason
        self.told = told
        self.value = value
        self.currency = currency
        self.duplicateOf = duplicateOf
    }
}

extension Earned {
    fileprivate init(brief amount: Verbatim, _ currency: Verbatim) {
        self.amount = amount
        self.currency = currency
        kind = ""
    }
}

extension BriefRun {
    /// The row of a line that is about a referral.
    func row(at line: Int) -> Row { Row(self, line) }

    /// Reads the numbers of a row one after the other.
    struct Row {
        let head: Brief.Head
        let id: ULID
        private(set) var time: Instant
        private let run: BriefRun
        private let line: Int
        /// How many lines before this one the last one about the same referral stands.
        private let back: Int
        private var position: Int

        fileprivate init(_ run: BriefRun, _ line: Int) {
            self.run = run
            self.line = line
            (head, back, position) = run.start(of: line)
            id = run.briefs.ids[line]
            time = id.time
            if head.has(Brief.Flag.timed) { time = instant(after: id.time) }
        }

        mutating func number() -> UInt64 { run.briefs.rows.number(at: &position) }

        /// The event that the row names, where that is what it holds first and nothing was read yet.
        var named: ULID {
            var row = self
            return row.event()
        }

        /// The event that the row names.
        mutating func event() -> ULID {
            if head.has(Brief.Flag.previous) { return run.briefs.ids[line - back] }
            if head.has(Brief.Flag.near) { return run.briefs.ids[line - Int(number())] }
            let (high, low) = (number(), number())
            return ULID(value: UInt128(high) << 64 | UInt128(low))
        }

        mutating func instant(after other: Instant) -> Instant { Instant(number(), after: other) }

        mutating func referral() -> ReferralID { ReferralID(bits: number()) }

        /// A name that is there.
        mutating func name() -> Verbatim { run.texts[Int(number())] }

        /// A name, `nil` where there is none.
        mutating func anyName() -> Verbatim? {
            let number = Int(number())
            return number == 0 ? nil : run.texts[number]
        }

        /// A text that mostly stands once.
        mutating func handle() -> Verbatim { run.briefs.handles[UInt32(number())] }

        /// A name that is there if the lowest bit of a mask says so, which is then dropped.
        mutating func optionalName(_ mask: inout UInt64) -> Verbatim? {
            defer { mask >>= 1 }
            return mask & 1 == 0 ? nil : name()
        }

        /// The like of a text that mostly stands once.
        mutating func optionalHandle(_ mask: inout UInt64) -> Verbatim? {
            defer { mask >>= 1 }
            return mask & 1 == 0 ? nil : handle()
        }
    }
}
