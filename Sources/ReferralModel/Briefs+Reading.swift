import Notation

/// From a brief back to an event, which holds what figures need.
extension BriefRun {
    /// The id of the event of the row at a place.
    func id(at start: Int) -> ULID {
        var row = Row(self, at: start + 1)
        return row.id()
    }

    /// The event of the row at a place, about a referral.
    func event(at start: Int, _ ref: ReferralID) -> Event {
        var row = Row(self, at: start)
        let head = Brief.Head(row.word())
        let id = row.id()
        let moment = Moment(row.instant(), Brief.precisions[head.precision])
        var tags: [Event.Tag] = []
        var sealed: [Verbatim] = []
        let payload: Payload
        switch head.kind {
        case .submitted:
            payload = .submitted(Self.submitted(head, &row, &tags))
            sealed = Brief.sealable.indices.filter { head.one & 1 << $0 != 0 }
                .map { Brief.sealable[$0] }
        case .routed: payload = .routed(routed(head, &row))
        case .moved: payload = .moved(moved(head, &row))
        case .closed: payload = .closed(closed(head, &row))
        case .reopened: payload = .reopened(Self.reopened(head, &row))
        case .notified: payload = .notified(Self.notified(head, &row))
        case .acknowledged: payload = .acknowledged(Acknowledged(about: row.id()))
        case .earned: payload = .earned(Self.earned(&row))
        case .other: payload = .kept(.noted)
        }
        if head.flags & Brief.Flag.sealedReason != 0 { sealed.append("reason") }
        return Event(
            id: id,
            ref: ref,
            moment: moment,
            actor: "",
            role: "",
            tags: tags,
            sealed: sealed.map { Event.Seal(key: $0, hash: "") },
            payload: payload
        )
    }

    private static func submitted(
        _ head: Brief.Head,
        _ row: inout Row,
        _ tags: inout [Event.Tag]
    ) -> Submitted {
        let (stage, referrer) = row.names()
        let (subject, service) = row.names()
        let (priority, channel) = row.names()
        var submitted = Submitted(
            stage: stage ?? "",
            referrer: referrer ?? "",
            subject: subject ?? "",
            service: service ?? "",
            priority: priority ?? ""
        )
        submitted.channel = channel
        (submitted.source, submitted.campaign) = row.names()
        (submitted.segment, submitted.incentive) = row.names()
        (submitted.location, submitted.household) = row.names()
        (submitted.key, submitted.system) = row.names()
        if let object = row.names().0 {
            let bytes = Array(object.text.utf8)
            tags = Event.pairs(try? JSONValue(parsing: bytes.span))
                .map { Event.Tag(name: $0, value: $1) }
        }
        if head.flags & Brief.Flag.follows != 0 { submitted.follows = ReferralID(bits: row.word()) }
        if head.flags & Brief.Flag.parent != 0 { submitted.parent = ReferralID(bits: row.word()) }
        return submitted
    }

    func routed(_ head: Brief.Head, _ row: inout Row) -> Routed {
        let after = row.id()
        let (stage, provider) = row.names()
        var routed = Routed(
            after: after,
            was: texts[Int(head.was)],
            stage: stage ?? "",
            provider: provider ?? "",
            rule: ""
        )
        if head.flags & Brief.Flag.respondBy != 0 { routed.respondBy = row.instant() }
        return routed
    }

    func moved(_ head: Brief.Head, _ row: inout Row) -> Moved {
        let after = row.id()
        let (stage, reason) = row.names()
        return Moved(
            brief: after,
            texts[Int(head.was)],
            stage ?? "",
            Brief.phases[head.one],
            head.other == 0 ? nil : Brief.effects[head.other - 1],
            reason: reason,
            scheduledFor: row.names().0
        )
    }

    func closed(_ head: Brief.Head, _ row: inout Row) -> Closed {
        let after = row.id()
        let (outcome, reason) = row.names()
        let (value, currency) = row.names()
        let isDuplicate = head.flags & Brief.Flag.duplicateOf != 0
        return Closed(
            brief: after,
            texts[Int(head.was)],
            outcome ?? "",
            Brief.classes[head.one],
            reason: reason,
            told: head.flags & Brief.Flag.told != 0 ? true : nil,
            value: value,
            currency: currency,
            duplicateOf: isDuplicate ? ReferralID(bits: row.word()) : nil
        )
    }

    static func reopened(_ head: Brief.Head, _ row: inout Row) -> Reopened {
        let after = row.id()
        let stage = row.names().0 ?? ""
        return Reopened(after: after, stage: stage, phase: Brief.phases[head.one], reason: "")
    }

    static func notified(_ head: Brief.Head, _ row: inout Row) -> Notified {
        let about = row.id()
        let (recipient, via) = row.names()
        return Notified(
            about: about,
            recipient: recipient ?? "",
            message: head.flags & Brief.Flag.otherMessage == 0 ? "closure" : "",
            via: via ?? "",
            status: Brief.statuses[head.one]
        )
    }

    static func earned(_ row: inout Row) -> Earned {
        let (amount, currency) = row.names()
        return Earned(brief: amount ?? "", currency ?? "")
    }
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
    /// Reads the words of a row one after the other.
    struct Row {
        private let run: BriefRun
        private var position: Int

        init(_ run: BriefRun, at position: Int) {
            self.run = run
            self.position = position
        }

        mutating func word() -> UInt64 {
            position += 1
            return run.briefs.words[position - 1]
        }

        mutating func id() -> ULID {
            let high = word()
            return ULID(value: UInt128(high) << 64 | UInt128(word()))
        }

        mutating func instant() -> Instant {
            Instant(milliseconds: Int64(bitPattern: word()))
        }

        /// Two names; `nil` for one that is not there.
        mutating func names() -> (Verbatim?, Verbatim?) {
            let word = word()
            return (text(word >> 32), text(word & 0xFFFF_FFFF))
        }

        private func text(_ number: UInt64) -> Verbatim? {
            number == 0 ? nil : run.texts[Int(number)]
        }
    }
}
