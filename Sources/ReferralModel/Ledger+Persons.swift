public import Notation

extension Ledger {
    /// Whether an event names this pseudonym.
    public func names(_ person: Verbatim) -> Bool {
        wide.contains { $0.payload.mentions.contains(person) }
            || names(mentioning: [person]).contains { id in
                events(of: id).contains { $0.payload.mentions.contains(person) }
            }
    }

    /// The events whose private texts are gone: those of referrals of people who are forgotten, and
    /// those that name them, each with the corrections of it.
    ///
    /// What was gone once stays so: a referral that was about somebody when they were forgotten loses
    /// what it had by then, whomever it is corrected to be about afterwards.
    public var forgotten: Set<ULID> {
        let people = people
        guard people.hasErasures else { return [] }
        var forgotten: Set<ULID> = []
        for id in names(mentioning: people.erased) {
            let events = events(of: id)
            guard events.contains(where: { $0.payload.mentions.contains(where: people.isErased) })
            else { continue }
            let subjects = subjects(of: id, events, among: people)
            if subjects.contains(where: people.isErased) {
                forgotten.formUnion(events.map(\.id))
            } else {
                forgotten.formUnion(Self.submissions(events, of: people))
                Self.take(events, naming: people, into: &forgotten)
                forgotten.formUnion(lost(of: id, events, with: people))
            }
        }
        Self.take(wide, naming: people, into: &forgotten)
        return forgotten
    }

    /// The erasures of whom some events name, in the order of ids, each with whom it took in of these.
    private static func erasures(
        of events: [Event],
        _ people: PersonClasses
    ) -> [(event: ULID, persons: Set<Verbatim>)] {
        var erasures: [ULID: Set<Verbatim>] = [:]
        for person in Set(events.flatMap(\.payload.mentions)) {
            for erasure in people.erasures[person] ?? [] {
                erasures[erasure, default: []].insert(person)
            }
        }
        return erasures.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The events of a referral, of somebody else by now, that were lost with whom it was about: those up
    /// to when that was corrected, if they were forgotten before; and what says only why it was of
    /// the wrong person.
    private func lost(
        of id: ReferralID,
        _ events: [Event],
        with people: PersonClasses
    ) -> [ULID] {
        // Only at these may it become somebody else's.
        let turns = events.indices.filter { position in
            [.submitted, .amended, .undone, .settled, .voided].contains(events[position].type)
        }
        let readings = turns.map { turn in
            (
                turn: turn,
                subjects: subjects(of: id, Array(events[...turn]), among: people)
                    .filter(people.isErased)
            )
        }
        let erasures = Self.erasures(of: events, people)
        var end = 0
        var reasons: [Int] = []
        for (place, reading) in readings.enumerated() {
            let next = place + 1 < turns.count ? turns[place + 1] : events.count
            let isLost = erasures.contains { erasure in
                (next == events.count || erasure.event < events[next].id)
                    && reading.subjects.contains(where: erasure.persons.contains)
            }
            if isLost { end = next }
            let before = place > 0 ? readings[place - 1].subjects : []
            if before != reading.subjects, Self.saysOnlyWhy(events[reading.turn]) {
                reasons.append(reading.turn)
            }
        }
        return (events[..<end] + reasons.map { events[$0] }).map(\.id)
    }

    /// Whether a correction holds no private text but its reason.
    private static func saysOnlyWhy(_ event: Event) -> Bool {
        switch event.payload {
        case .amended(let amended): amended.sealed.isEmpty
        case .undone: true
        default: false
        }
    }

    /// Whom a referral is about, as it reads with its corrections; all who were ever named where
    /// nothing of it holds.
    private func subjects(
        of id: ReferralID,
        _ events: [Event],
        among people: PersonClasses
    ) -> [Verbatim] {
        let named = events.contains { event in
            switch event.payload {
            case .submitted(let submitted): people.isErased(submitted.subject)
            case .amended: true
            default: false
            }
        }
        guard named else { return [] }
        if let subject = Referral(id, events, people).submission?.subject { return [subject] }
        return events.compactMap { event in
            guard case .submitted(let submitted) = event.payload else { return nil }
            return submitted.subject
        }
    }

    /// The submissions that read as made for somebody who is forgotten, though the referral stands for
    /// somebody else: two that were given one key.
    private static func submissions(_ events: [Event], of people: PersonClasses) -> [ULID] {
        let count = events.count { $0.type == .submitted }
        guard count > 1 else { return [] }
        let history = History(events)
        let amendments = history.amendments()
        return events.indices.compactMap { position in
            let reading = history.corrected(position, by: amendments)
            guard case .submitted(let submitted) = reading.payload,
                people.isErased(submitted.subject)
            else { return nil }
            return reading.id
        }
    }

    /// Takes the events that name somebody who is forgotten, and what corrects or takes back these.
    private static func take(
        _ events: [Event],
        naming people: PersonClasses,
        into forgotten: inout Set<ULID>
    ) {
        forgotten.formUnion(corrected(events, naming: people))
        for event in events {
            let isNaming = event.payload.persons.contains { people.isErased($0) }
            let isAboutOne = event.payload.corrects.map { forgotten.contains($0) } ?? false
            if isNaming || isAboutOne { forgotten.insert(event.id) }
        }
    }

    /// The events that are about somebody forgotten by a correction, as they read now, or read when that
    /// was forgotten.
    private static func corrected(_ events: [Event], naming people: PersonClasses) -> [ULID] {
        let hasCorrections = events.contains { event in
            event.type == .amended && event.payload.mentions.contains(where: people.isErased)
        }
        guard hasCorrections else { return [] }
        let named = { (events: [Event], isMeant: (Verbatim) -> Bool) in
            let history = History(events)
            let amendments = history.amendments()
            return events.indices.filter { position in
                history.corrected(position, by: amendments).payload.persons.contains(where: isMeant)
            }.map { events[$0].id }
        }
        return named(events, people.isErased)
            + erasures(of: events, people).flatMap { erasure in
                named(events.filter { $0.id < erasure.event }, erasure.persons.contains)
            }
    }
}
