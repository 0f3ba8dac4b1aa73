import Notation
import ReferralModel

extension StatusPage {
    /// One event of the history: what it says, how it stands, and by whom that came about.
    struct Line {
        let json: JSONValue
        let cells: [String]
    }

    /// All that was recorded, in the order of ids; what was corrected is marked, never hidden.
    static func history(
        _ referral: Referral,
        asOf instant: Instant?,
        _ raw: (ULID) -> JSONValue?,
        _ setting: Setting
    ) -> [Line] {
        let words = EventWords(setting.names, in: setting.zone)
        let shown = referral.events.indices.filter { position in
            guard let instant, referral.events[position].type.isHappening else { return true }
            return referral.corrected(position).moment.isPast(instant, in: setting.zone)
        }
        return shown.map { position in
            let event = referral.events[position]
            let object = raw(event.id) ?? .object([])
            return Line(
                json: .object(members(event, object, referral, position, setting)),
                cells: [
                    setting.reading(event.moment),
                    words.line(object, event)
                        + mark(referral, position),
                    words.author(object), EventWords.short(event.id.description),
                ]
            )
        }
    }

    private static func members(
        _ event: Event,
        _ object: JSONValue,
        _ referral: Referral,
        _ position: Int,
        _ setting: Setting
    ) -> [JSONMember] {
        var members = setting.names.opened(object, of: event)
        members.append(
            JSONMember("standing", .string(referral.standing(of: position).rawValue))
        )
        let ids = { (ids: [ULID]) in JSONValue.array(ids.map { .string($0.description) }) }
        members.append(JSONMember("amended_by", ids(referral.amending(position))))
        members.append(JSONMember("undone_by", ids(referral.striking(position))))
        return members
    }

    /// How an event stands, where it does not simply hold, and by which event that is so.
    private static func mark(_ referral: Referral, _ position: Int) -> String {
        var marks: [String] = []
        switch referral.standing(of: position) {
        case .holds: break
        case .same: marks.append("said again")
        case .undone:
            let striking = referral.striking(position)
            let isSettled = referral.events.contains { event in
                striking.contains(event.id) && event.type == .settled
            }
            let how = isSettled ? "did not hold, settled" : "taken back"
            marks.append(striking.isEmpty ? how : "\(how) by \(short(striking))")
        case .conflict: marks.append("conflict")
        case .waiting: marks.append("waiting for an event that is not here")
        }
        if let correction = correction(referral, position) { marks.append(correction) }
        return marks.isEmpty ? "" : " [\(marks.joined(separator: "; "))]"
    }

    /// By which events one was corrected, in words; `nil` where by none.
    static func correction(_ referral: Referral, _ position: Int) -> String? {
        let amending = referral.amending(position)
        return amending.isEmpty ? nil : "corrected by \(short(amending))"
    }

    private static func short(_ ids: [ULID]) -> String {
        ids.map { EventWords.short($0.description) }.joined(separator: ", ")
    }
}
