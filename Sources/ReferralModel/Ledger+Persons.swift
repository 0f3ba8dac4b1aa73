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
            }
        }
        Self.take(wide, naming: people, into: &forgotten)
        return forgotten
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
            let isNaming = event.payload.persons.contains { people.isErased($0) }
            let isAboutOne = event.payload.corrects.map { forgotten.contains($0) } ?? false
            if isNaming || isAboutOne { forgotten.insert(event.id) }
        }
    }
}
