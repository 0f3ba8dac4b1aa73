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
            let subjects = subjects(of: id, events, among: people)
            if subjects.contains(where: { people.isErased($0) }) {
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

    /// The events of a referral, of somebody else by now, that were lost with whom it was about: those up
    /// to when that was corrected, if they were forgotten before; and corrections that say only why
    /// it was of the wrong person.
    private func lost(
        of id: ReferralID,
        _ events: [Event],
        with people: PersonClasses
    ) -> [ULID] {
        let named = Set(events.flatMap(\.payload.mentions))
        let isAbout = { (end: Int, persons: (Verbatim) -> Bool) in
            subjects(of: id, Array(events[..<end]), among: people).contains(where: persons)
        }
        var end = 0
        for erasure in people.erasures where !named.isDisjoint(with: erasure.persons) {
            var reach = events.prefix { $0.id < erasure.event }.count
            guard isAbout(reach, erasure.persons.contains) else { continue }
            while reach < events.count, isAbout(reach + 1, erasure.persons.contains) { reach += 1 }
            end = max(end, reach)
        }
        let away = events.indices.filter { position in
            guard case .amended(let amended) = events[position].payload else { return false }
            return amended.keys.contains("subject") && amended.sealed.isEmpty
                && isAbout(position, people.isErased)
        }
        return (events[..<end] + away.map { events[$0] }).map(\.id)
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
        for event in events {
            // What was corrected to name them does so as well.
            guard case .amended(let amended) = event.payload,
                event.payload.mentions.contains(where: { people.isErased($0) }),
                let target = events.bisect(for: amended.target, by: \.id),
                !events[target].payload.persons.isEmpty
            else { continue }
            forgotten.insert(amended.target)
        }
        for event in events {
            let isNaming = event.payload.persons.contains { people.isErased($0) }
            let isAboutOne = event.payload.corrects.map { forgotten.contains($0) } ?? false
            if isNaming || isAboutOne { forgotten.insert(event.id) }
        }
    }
}
