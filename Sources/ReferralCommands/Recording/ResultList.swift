import EventLog
import Notation
import Project
import ReferralModel
import Rendering

/// What became of each line of a batch, in the order of lines: a line of JSON each.
struct ResultList {
    private let spool: Spool
    /// How many lines there were.
    private(set) var count = 0
    /// Says of which events nothing was recorded after all, since a line was refused.
    var isDropped: (ULID) -> Bool = { _ in false }

    /// Begins with no lines.
    ///
    /// - `spool`: Where results go.
    init(into spool: Spool) { self.spool = spool }

    /// What went wrong when results were put aside.
    var fault: SystemFault? { spool.fault }

    /// Adds what became of a line.
    mutating func add(_ entry: Entry, of number: Int) {
        count += 1
        spool.append(JSONValue.object(Self.row(entry, .integer(number))).bytes + [0x0A])
    }

    /// Calls a closure with the row of each line.
    private func forEachRow(_ body: ([JSONMember]) throws -> Void) throws {
        try spool.forEachLine { line in
            guard case .object(var row) = try JSONValue(parsing: line.span) else { return }
            if let event = row[2].value.text.flatMap({ ULID($0) }), isDropped(event),
                case .number(let number) = row[0].value
            {
                row = Self.row(.dropped(at: number), row[0].value)
            }
            try body(row)
        }
        if let fault { throw fault }
    }

    /// What became of each line.
    func entries() throws -> [Entry] {
        var entries: [Entry] = []
        try forEachRow { row in
            entries.append(
                Entry(
                    result: row[3].value.text.flatMap { .init(rawValue: $0) } ?? .refused,
                    ref: row[1].value.text.flatMap { ReferralID($0) },
                    event: row[2].value.text.flatMap { ULID($0) },
                    message: row[4].value.text
                )
            )
        }
        return entries
    }

    /// The results for machines and people: `referral.results/1`.
    var document: LongDocument<[JSONMember]> {
        LongDocument(
            schema: "referral.results/1",
            key: "results",
            columns: ["line", "ref", "event", "result", "message"],
            titles: [
                .init("Line", isNumeric: true), .init("Ref"), .init("Result"),
                .init("Message", wraps: true),
            ],
            members: { $0 },
            cells: { row in
                [
                    String(decoding: row[0].value.bytes, as: UTF8.self),
                    row[1].value.text ?? "—", row[3].value.text ?? "", row[4].value.text ?? "",
                ]
            },
            rows: forEachRow
        )
    }

    private static func row(_ entry: Entry, _ number: JSONValue) -> [JSONMember] {
        [
            JSONMember("line", number),
            JSONMember("ref", .optional(entry.ref?.description)),
            JSONMember("event", .optional(entry.event?.description)),
            JSONMember("result", .string(entry.result.rawValue)),
            JSONMember("message", .optional(entry.message)),
        ]
    }
}

extension Entry {
    /// What is said of a line that was good where another was not.
    fileprivate static func dropped(at number: String) -> Entry {
        Entry(
            result: .refused,
            message: "line \(number): good, and not recorded since another was refused"
        )
    }
}
