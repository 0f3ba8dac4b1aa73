import Notation
import ReferralModel
import Rendering

/// The events that a command recorded, for machines: `referral.events/1`.
enum EventList {
    /// The events; of what was recorded already the referral and the event that says it.
    static func document(_ events: [Event], known entries: [Entry] = []) -> Document {
        let objects = events.compactMap { try? JSONValue(parsing: $0.encoded().span) }
        let rows = objects.map { object -> [JSONMember] in
            guard case .object(let members) = object else { return [] }
            return members
        }
        let known = entries.filter { $0.result == .known }.map { entry in
            [
                JSONMember("id", .optional(entry.event?.description)),
                JSONMember("ref", .optional(entry.ref?.description)),
                JSONMember("result", .string(Entry.Result.known.rawValue)),
            ]
        }
        return Document(
            schema: "referral.events/1",
            members: [JSONMember("events", .array(objects))]
                + (known.isEmpty ? [] : [JSONMember("known", .array(known.map { .object($0) }))]),
            columns: columns,
            rows: rows + known,
            blocks: [
                .table(
                    Table(
                        columns.map { .init($0) },
                        (rows + known).map { row in
                            columns.map { column in
                                row.first { $0.key == column }?.value.text ?? ""
                            }
                        }
                    )
                )
            ]
        )
    }

    /// The keys that every event may have; the type's own stand in `json` and `ndjson`.
    static let columns = [
        "id", "type", "ref", "time", "actor", "role", "precision", "clock", "once",
    ]
}
