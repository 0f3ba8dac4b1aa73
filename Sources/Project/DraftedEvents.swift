import EventLog
import Notation
import ReferralModel

/// The events of a draft, found by referral and by person as those of the log are.
///
/// They are read back from their lines; what is held of each is some hundred bytes.
final class DraftedEvents: Sendable {
    private let lines: Spool
    private let filed = Shared(Filed())

    fileprivate struct Filed: Sendable {
        /// Where lines begin, by referral.
        var places = Postings()
        /// Referrals, by the persons whom their events name.
        var referrals = Postings()
        /// The first event; the ids of the others follow, each one more.
        var first: ULID?
        /// The referral of each, all bits set for none.
        var order: [UInt64] = []
    }

    /// Begins with no events.
    ///
    /// - `lines`: Where their lines go.
    init(_ lines: Spool) { self.lines = lines }

    /// Adds an event with its line.
    func add(_ event: Event, _ line: [UInt8]) {
        let place = UInt64(lines.append(line))
        filed.change { filed in
            filed.first = filed.first ?? event.id
            filed.order.append(event.ref?.bits ?? .max)
            guard let ref = event.ref else { return }
            filed.places.add(place, under: ref.bits)
            for person in event.payload.mentions {
                filed.referrals.add(ref.bits, under: Fingerprint.of(person.text))
            }
        }
    }

    /// Whether an event is one of these.
    func contains(_ id: ULID) -> Bool {
        filed.change { filed in
            guard let first = filed.first else { return false }
            return id >= first && id.value - first.value < UInt128(filed.order.count)
        }
    }

    /// Calls a closure with each event, in the order of ids.
    func forEach<Problem: Error>(_ body: (Event) throws(Problem) -> Void) throws(Problem) {
        var index = LineIndex()
        try lines.forEachLine { line throws(Problem) in
            guard case .event(let event)? = Event.read(line.span, &index) else { return }
            try body(event)
        }
    }
}

extension DraftedEvents {
    /// Where a state finds these events.
    var source: EventSource {
        EventSource(
            events: { self.events(of: $0) },
            names: { range in
                self.filed.value.places.keys.map { ReferralID(bits: $0) }
                    .filter { range.contains($0) }
            },
            referrals: { person in
                self.filed.value.referrals.numbers(under: Fingerprint.of(person.text))
                    .map { ReferralID(bits: $0) }
            },
            ending: { id in self.filed.value.referrals(ending: id) },
            general: { [] }
        )
    }

    private func events(of id: ReferralID) -> [Event] {
        var index = LineIndex()
        return filed.value.places.numbers(under: id.bits).compactMap { place in
            guard let line = lines.line(at: Int(place)),
                case .event(let event)? = Event.read(line.span, &index)
            else { return nil }
            return event
        }
    }
}

extension DraftedEvents.Filed {
    /// The referrals of the events whose ids end with the same six characters as one.
    fileprivate func referrals(ending id: ULID) -> [ReferralID] {
        guard let first else { return [] }
        let end = (id.value &- first.value) & (1 << 30 - 1)
        return stride(from: Int(end), to: order.count, by: 1 << 30)
            .filter { order[$0] != .max }.map { ReferralID(bits: order[$0]) }
    }
}
