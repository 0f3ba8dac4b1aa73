import Notation
import ReferralModel
import Rendering

/// The events that a command recorded, for machines: `referral.events/1`.
enum EventList {
    static func document(_ events: [Event]) -> Document {
        let objects = events.compactMap { try? JSONValue(parsing: $0.encoded().span) }
        let rows = objects.map { object -> [JSONMember] in
            guard case .object(let members) = object else { return [] }
            return members
        }
        return Document(
            schema: "referral.events/1",
            members: [JSONMember("events", .array(objects))],
            columns: columns,
            rows: rows,
            blocks: [
                .table(
                    Table(
                        columns.map { .init($0) },
                        rows.map { row in
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
