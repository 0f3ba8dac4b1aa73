public import Notation

extension Ledger {
    /// An event by where it is recorded.
    public struct Place: Sendable {
        /// The event.
        public let id: ULID
        /// The referral it is about; `nil` for the ledger as a whole.
        public let ref: ReferralID?

        /// Joins the two.
        public init(id: ULID, ref: ReferralID?) {
            self.id = id
            self.ref = ref
        }
    }

    /// The events that must be taken back with each of some, one of them after the other; nothing
    /// where that is done already.
    public mutating func undoing(_ places: [Place]) throws(Refusal) -> [[ULID]] {
        var later: [ReferralID?: History] = [:]
        var targets: [[ULID]] = []
        for place in places {
            let history = later[place.ref] ?? history(of: place.ref)
            guard let position = history.position(of: place.id) else {
                targets.append([])
                continue
            }
            let found = try history.undoing(position)
            targets.append(found)
            if places.count > 1 { later[place.ref] = history.undone(found) }
        }
        return targets
    }

    /// The type of an event.
    public mutating func type(of place: Place) -> EventType? {
        let history = history(of: place.ref)
        return history.position(of: place.id).map { history.events[$0].type }
    }

    /// The newest event of a referral that can be taken back.
    public mutating func newest(of ref: ReferralID) -> Place? {
        let history = history(of: ref)
        return history.newest.map { Place(id: history.events[$0].id, ref: ref) }
    }

    /// An event as it reads with its amendments, by the step that it belongs to; `nil` where it was
    /// taken back.
    public mutating func reading(_ place: Place) -> Event? {
        let history = history(of: place.ref)
        guard let position = history.position(of: place.id) else { return nil }
        let step = history.step[position]
        guard step >= 0 else { return history.corrected(position, by: history.amendments()) }
        return history.representative(of: step).map {
            history.corrected($0, by: history.amendments())
        }
    }

    /// The events of a type about no one referral that count, as they read with their amendments.
    public func effective(_ type: EventType) -> [Event] {
        guard wide.contains(where: { $0.type == type }) else { return [] }
        let history = History(wide)
        let amendments = history.amendments()
        return wide.indices.filter { wide[$0].type == type && history.counts($0) }.map {
            history.corrected($0, by: amendments)
        }
    }

    private mutating func history(of ref: ReferralID?) -> History {
        guard let ref else { return History(wide) }
        return referral(ref)?.history ?? History([])
    }
}
