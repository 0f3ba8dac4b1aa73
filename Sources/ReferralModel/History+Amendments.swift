import Notation

extension History {
    /// The amendments in force, by the event whose words they replace, in the order of ids.
    ///
    /// An amendment of a step corrects the event that stands for it.
    func amendments() -> [Int: [Int]] {
        var amendments: [Int: [Int]] = [:]
        for position in events.indices where events[position].type == .amended {
            guard counts(position), let target = named[position],
                events[target].type.isAmendable, let step = meant(by: position),
                let corrected = representative(of: step)
            else { continue }
            amendments[corrected, default: []].append(position)
        }
        return amendments
    }

    /// An event as it reads with its amendments.
    func corrected(_ position: Int, by amendments: [Int: [Int]]) -> Event {
        var event = events[position]
        for amendment in amendments[position] ?? [] {
            guard case .amended(let amended) = events[amendment].payload else { continue }
            event = event.corrected(by: amended, events[amendment].id)
        }
        return event
    }

    /// Whether an amendment that is not out names a key that it may not change, or takes one away
    /// without which there is no such event.
    var hasRefusedAmendment: Bool {
        events.indices.contains { position in
            guard case .amended(let amended) = events[position].payload else { return false }
            guard !waits[position], !isOut[position], let target = named[position] else {
                return false
            }
            let event = events[target]
            return !amended.refused(of: event.type).isEmpty
                || event.type.isAmendable && event.changed(by: amended, events[position].id) == nil
        }
    }
}
