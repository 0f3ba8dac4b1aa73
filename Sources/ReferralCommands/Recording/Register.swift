import Notation
import Project
import ReferralModel

/// The state under the ledger's lock, with what a command adds to it, event by event.
struct Register {
    private(set) var state: LedgerDirectory.State
    let programme: Programme
    /// The directory of providers; empty for a command that does not look into it.
    let providers: [Provider]
    let zone: TimeZoneRules
    let now: Instant
    /// Who answers for an entry that does not say.
    let actor: String
    private(set) var warnings: Warnings

    init(
        _ state: LedgerDirectory.State,
        programme: Programme,
        providers: [Provider],
        zone: TimeZoneRules,
        now: Instant,
        actor: String,
        warnings: Warnings,
        linksDoubles: Bool
    ) throws(Failure) {
        self.state = state
        self.programme = programme
        self.providers = providers
        self.zone = zone
        self.now = now
        self.actor = actor
        self.warnings = warnings
        let version = state.ledger.founding.version
        guard version <= Founded.currentVersion else {
            throw Failure(
                .badProgramme,
                "this ledger has format \(version), newer than this program's "
                    + "\(Founded.currentVersion): nothing is appended; use a newer referral"
            )
        }
        guard !state.draft.isFirst else {
            // Founding it anew would make two ledgers of one, once the lost lines come back.
            throw Failure(
                .badData,
                "no event is recorded here, not even the one that founds the ledger: bring events/ "
                    + "back, or if there never were any, run referral init once more"
            )
        }
        if linksDoubles { linkDoubles() }
    }

    var ledger: Ledger {
        get { state.ledger }
        _modify { yield &state.ledger }
    }

    var people: People { state.draft.people }

    mutating func warn(_ warning: String) { warnings.add(warning) }

    /// Asks who is meant, among the people of this command too.
    ///
    /// The finder lives no longer than the question, so that meeting somebody copies nobody.
    func person<Answer, Problem: Error>(
        _ ask: (PersonFinder) throws(Problem) -> Answer
    ) throws(Problem) -> Answer {
        try ask(
            PersonFinder(people: people, programme: programme, now: now, ledger: state.ledger)
        )
    }

    mutating func keep(_ person: Person) { state.draft.add(person) }

    /// Keeps somebody new once the entry is recorded that brings them.
    mutating func meet(_ newcomer: Person?) {
        if let newcomer { state.draft.meet(newcomer) }
    }

    /// Begins another entry: whom one brought that was not recorded is not kept.
    ///
    /// - `line`: The line of a batch that it is.
    mutating func begin(_ line: Int? = nil) {
        state.draft.forgetMet()
        warnings.line = line
    }

    mutating func keep(_ line: PeopleLine) { state.draft.add(line) }

    /// The referral that a recording is about.
    mutating func referral(_ words: Words) throws(Failure) -> Referral {
        let id: ReferralID
        if let typed = words["ref"] {
            if let key = words.verbatim("key") {
                let named = try find(typed)
                guard named == ReferralID(system: words.verbatim("system"), key: key) else {
                    throw Failure(.badData, "ref and key name two referrals: give one of them")
                }
            }
            id = try find(typed)
        } else if let key = words.verbatim("key") {
            id = ReferralID(system: words.verbatim("system"), key: key)
            guard ledger.referral(id)?.order != nil else {
                throw Failure(.notFound, "no referral has the key \(key): submit it first")
            }
        } else {
            throw Failure(
                .usage,
                "which referral is missing: name it; a line of a batch may give its key"
            )
        }
        guard let referral = state.ledger.referral(id) else {
            throw .noReferral(id.description)
        }
        return referral
    }

    /// Whether whom a referral is about is forgotten, so that no private text of it stays.
    func isForgotten(_ referral: Referral) -> Bool {
        referral.submission.map { state.ledger.people.isErased($0.subject) } ?? false
    }

    private mutating func find(_ typed: String) throws(Failure) -> ReferralID {
        if let whole = ReferralID(typed), ledger.referral(whole)?.order != nil { return whole }
        return try ReferralFinder(state.ledger).find(typed)
    }

    /// The entry of an event that bears the caller's word already, if there is one.
    func repetition(_ type: EventType, of referral: Referral?, _ words: Words) -> Entry? {
        guard let once = words.verbatim("once"),
            let id = referral.map({ $0.event(type, once: once) })
                ?? state.ledger.event(type, once: once)
        else { return nil }
        let position = referral?.events.firstIndex { $0.id == id }
        let isUndone =
            position.map { referral?.standing(of: $0) == .undone }
            ?? state.ledger.effective(type).allSatisfy { $0.id != id }
        var entry = Entry.known(
            id,
            referral?.id,
            "recorded before with that word" + (isUndone ? ", and taken back since" : "")
        )
        entry.isRepetition = true
        return entry
    }

    /// In what part somebody acts.
    func role(_ words: Words, _ transition: Transition? = nil) throws(Failure) -> Role {
        let own = Verbatim(words["actor"] ?? actor)
        guard let typed = words["as"] else {
            return programme.role(of: own, transition: transition)
        }
        guard let role = Role(rawValue: typed) else {
            let known = Role.allCases.map(\.rawValue)
            throw Failure(
                .usage,
                "no role is called \(Failure.word(typed))\(Failure.hint(typed, known)): use one of "
                    + known.joined(separator: ", ")
            )
        }
        // A coordinator types what others said; anybody else speaks in a part of their own.
        let parts = programme.roles[own] ?? []
        guard parts.isEmpty || parts.contains(role) || parts.contains(.coordinator) else {
            throw Failure(
                .notPermitted,
                "you may not act as \(typed) here: the programme's roles give you "
                    + parts.map(\.rawValue).joined(separator: ", ")
            )
        }
        return role
    }

    /// In what part somebody acts who takes a referral to a stage or an outcome.
    func role(
        _ words: Words,
        of referral: Referral,
        to target: Verbatim
    ) throws(Failure) -> Role {
        let own = Verbatim(words["actor"] ?? actor)
        guard programme.roles.isEmpty || programme.roles[own] != nil else {
            throw .noPart
        }
        return try role(words, programme.transition(of: referral.course, to: target))
    }

    /// A time or a day yet to come, as it will stand in the log.
    func point(_ words: Words, _ key: String) throws(Failure) -> Verbatim? {
        try dated(words, key).map {
            Verbatim($0.isDay ? $0.date.description : $0.instant.description)
        }
    }

    /// An instant by which something is due; a day is over at its end.
    func deadline(_ words: Words, _ key: String) throws(Failure) -> Instant? {
        try dated(words, key).map { DateReader(now: now, zone: zone).end(of: $0) }
    }

    private func dated(_ words: Words, _ key: String) throws(Failure) -> DateReader.Point? {
        guard let typed = words[key] else { return nil }
        guard let point = DateReader(now: now, zone: zone).readExisting(typed) else {
            throw Failure(
                .badData,
                "\(key) cannot be read: give 2026-03-01, 2026-03-01T09:30:00Z or +3d"
            )
        }
        return point
    }

    /// A closing with its private texts, as far as this machine has them.
    func opened(_ closing: Course.Closing?) -> Closed? {
        guard let closing, var payload = Optional(closing.payload) else { return nil }
        for seal in closing.seals {
            let text = people.text(of: closing.event, seal).map { Verbatim($0) }
            if seal.key == "reason" { payload.reason = text }
            if seal.key == "feedback" { payload.feedback = text }
        }
        return payload
    }

    /// When something happened: as given, else now, or just after what happened last.
    func moment(_ words: Words, after referral: Referral? = nil) throws(Failure) -> Moment {
        guard let typed = words["time"] else {
            guard let last = referral?.events.last?.moment else { return Moment(now) }
            // A day of which only the date is known stands at its noon: that is not ahead of its morning.
            guard last.precision != .day || zone.date(of: last.instant) > zone.date(of: now) else {
                return Moment(now)
            }
            let ahead = last.instant.milliseconds - now.milliseconds
            guard ahead > 0, ahead < 86_400_000 else { return Moment(now) }
            // A word for its precision that this program does not know is nothing that it says itself.
            return Moment(last.instant, last.precision == .day ? .day : .exact)
        }
        guard let point = DateReader(now: now, zone: zone).readExisting(typed) else {
            throw Failure(
                .badData,
                "time cannot be read: give 2026-03-01, 2026-03-01T09:30:00Z (with Z or an offset), yesterday or -7d"
            )
        }
        let isLate = point.isDay ? point.date > zone.date(of: now) : point.instant > now
        guard !isLate else {
            throw Failure(.badData, "time is later than now: record what has happened")
        }
        return Moment(point.instant, point.isDay ? .day : .exact)
    }

    /// Which events had been recorded when what is entered now happened; all, where that is now.
    func known(by words: Words, _ referral: Referral) throws(Failure) -> (Event) -> Bool {
        guard words["time"] != nil else { return { _ in true } }
        let (moment, zone) = (try moment(words, after: referral), zone)
        return { !Moment($0.recorded).isAfter(moment, in: zone) }
    }

    /// Adds an event and folds it, so that what follows is checked against it.
    @discardableResult
    mutating func add(
        _ payload: Payload,
        _ ref: ReferralID?,
        _ words: Words,
        _ moment: Moment,
        role: Role = .coordinator,
        sealing changed: [Verbatim] = []
    ) -> Event {
        let actor = actor(words)
        let event = state.draft.add(sealing: changed) { id, clock in
            Event(
                id: id,
                ref: ref,
                moment: moment,
                actor: actor,
                role: Verbatim(role.rawValue),
                clock: clock,
                once: words.verbatim("once"),
                tags: words.tags,
                payload: payload
            )
        }
        state.ledger.append(event)
        if !event.sealed.isEmpty, ledger.people.hasErasures, let ref,
            let referral = ledger.referral(ref), isForgotten(referral)
        {
            warnings.addOnce(
                "\(ref): whom it is about was forgotten: private texts are deleted with the next command"
            )
        }
        if event.isFarAhead {
            warnings.addOnce(
                "the newest entry of this ledger is more than a day ahead of this machine's clock: "
                    + "check both"
            )
        }
        return event
    }

    /// Records what a check proposes, or says that it holds already.
    mutating func record(
        _ proposal: Proposal,
        _ referral: Referral?,
        _ words: Words,
        _ role: Role,
        sealing changed: [Verbatim] = [],
        holding message: @autoclosure () -> String
    ) throws(Failure) -> Entry {
        switch proposal {
        case .holds(let id): return .known(id, referral?.id, message())
        case .new(let payload):
            let moment = try moment(words, after: referral)
            return .new(
                add(payload, referral?.id, words, moment, role: role, sealing: changed)
            )
        }
    }

    /// Who answers for an entry; somebody whom the people know, by pseudonym.
    private func actor(_ words: Words) -> Verbatim {
        pseudonym(ofActor: words["actor"] ?? actor)
    }

    /// The name under which somebody stands in the log as an actor.
    func pseudonym(ofActor name: String) -> Verbatim {
        guard let description = PersonDescription(name), let address = description.address else {
            return Verbatim(name)
        }
        let known = people.persons(at: address)
        let called = PersonDescription.compared(description.name)
        let same = known.first { PersonDescription.compared($0.name) == called } ?? known.first
        return same?.id.verbatim ?? Verbatim(name)
    }

    /// Joins pseudonyms that turn out to have one address or id, and one name.
    private mutating func linkDoubles() {
        let doubles = people.doubles
        state.draft.newcomersAreSingle = !people.hasNewcomers(among: doubles)
        let open = doubles.filter { !state.ledger.people.areOne([$0.0.verbatim, $0.1.verbatim]) }
        guard !open.isEmpty else { return }
        let apart = state.ledger.apart
        for (person, alias) in open {
            let classes = state.ledger.people
            let joined = Set([person, alias].map { classes.representative(of: $0.verbatim) })
            // Whom somebody has told apart stay apart, by whichever of their pseudonyms.
            let isApart = apart.contains { one, other in
                joined == [classes.representative(of: one), classes.representative(of: other)]
            }
            // A link before this one may have made them one.
            guard joined.count > 1, !isApart else { continue }
            let linked = Linked(person: person, alias: alias, reason: "one address or id")
            add(.linked(linked), nil, Words(), Moment(now), role: .system)
        }
    }
}
