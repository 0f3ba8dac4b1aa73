import ArgumentParser
import EventLog
import Notation
import Project
import ReferralModel
import Rendering
import Reports

/// `referral log`: the events, complete, each once, in order.
struct LogEvents: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Print the events, each once, in order.",
        discussion: """
            As NDJSON, each line is the event as it stands in the ledger: the source for pipes.

            Examples:
              referral log 7k3
              referral log --format ndjson | jq -r .type | sort | uniq -c
            """
    )

    @Argument(help: "The referral; without one, all events.")
    var ref: String?

    @Option(parsing: .unconditional, help: "Events of this type.")
    var type: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Events recorded since.", valueName: "time")
    )
    var since: String?

    @Flag(help: "Names and private texts in forms for machines too.")
    var names = false

    @OptionGroup var options: LedgerOptions

    func run(in invocation: Invocation) async throws -> ExitStatus {
        let open = try OpenLedger(options, invocation)
        let names = try open.names(names)
        let id = try ref.map { try ReferralFinder(open.ledger).find($0) }
        if let type, EventType(rawValue: type) == nil {
            let known = EventType.allCases.map(\.rawValue)
            guard open.log.entries.contains(where: { $0.record.type == type }) else {
                throw Failure(
                    .usage,
                    "no event is of type \(type)\(Failure.hint(type, known)): use one of "
                        + known.joined(separator: ", ")
                )
            }
        }
        let earliest = try start(open)
        let chosen = open.log.entries.filter { entry in
            (id == nil || entry.record.ref == id)
                && (type == nil || entry.record.type == type)
                && (earliest.map { entry.recorded >= $0 } ?? true)
        }
        switch open.format {
        case .ndjson: try write(chosen, open, names, invocation)
        default: try open.show(document(chosen, open, names), invocation)
        }
        return .done
    }

    private func start(_ open: OpenLedger) throws(Failure) -> Instant? {
        guard let since else { return nil }
        guard let point = DateReader(now: open.now, zone: open.zone).read(since) else {
            throw Failure(.usage, "--since cannot be read: give 2026-03-01, today or -7d")
        }
        return point.isDay ? open.zone.start(of: point.date) : point.instant
    }

    /// The lines as they stand; with names asked for, with the private texts added.
    private func write(
        _ entries: [Log<EventRecord>.Entry],
        _ open: OpenLedger,
        _ names: Names,
        _ invocation: Invocation
    ) throws {
        var bytes: [UInt8] = []
        for entry in entries {
            if self.names {
                bytes += object(entry, open, names).bytes + [0x0A]
            } else {
                bytes += open.log.bytes(of: entry)
                bytes.append(0x0A)
            }
            if bytes.count > 1 << 18 {
                try invocation.output(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try invocation.output(bytes)
    }

    private func object(
        _ entry: Log<EventRecord>.Entry,
        _ open: OpenLedger,
        _ names: Names
    ) -> JSONValue {
        let line = open.log.bytes(of: entry)
        guard let object = try? JSONValue(parsing: line.span), case .object(var members) = object
        else { return .null }
        guard self.names, case .event(let event) = entry.record else { return object }
        members = members.map { member in
            guard let text = member.value.text, PersonID(text) != nil else { return member }
            return JSONMember(member.key, .string(names.shown(Verbatim(text))))
        }
        for seal in event.seals {
            guard let text = names.text(of: event.id, seal) else { continue }
            members.append(JSONMember(seal.key.text, .string(text)))
        }
        return .object(members)
    }

    private func document(
        _ entries: [Log<EventRecord>.Entry],
        _ open: OpenLedger,
        _ names: Names
    ) -> Document {
        let words = EventWords(names)
        var rows: [[JSONMember]] = []
        var cells: [[String]] = []
        for entry in entries {
            let object = object(entry, open, names)
            if case .object(let members) = object { rows.append(members) }
            guard open.format.isForPeople else { continue }
            let time = object["time"]?.text.flatMap { Instant($0) } ?? entry.id.time
            let reading = open.zone.reading(of: time)
            let seals: [Event.Seal] =
                if case .event(let event) = entry.record { event.seals } else { [] }
            cells.append([
                object["precision"] == .string("day") ? String(reading.prefix(10)) : reading,
                object["ref"]?.text ?? "—",
                words.line(object, id: entry.id, seals: seals), words.author(object),
                String(entry.id.description.suffix(6)),
            ])
        }
        let columns: [Table.Column] = [
            .init("When"), .init("Ref"), .init("What", wraps: true),
            .init("Who", dispensability: 2), .init("Event", dispensability: 1),
        ]
        return Document(
            schema: "referral.log/1",
            members: [JSONMember("events", .array(rows.map { .object($0) }))],
            columns: EventList.columns,
            rows: rows,
            blocks: cells.isEmpty ? [.line("no events")] : [.table(Table(columns, cells))]
        )
    }
}

extension EventRecord {
    /// The word under `type`.
    var type: String {
        switch self {
        case .event(let event): event.type.rawValue
        case .unknown(let type, _): type
        case .unreadable(let type, _, _): type.rawValue
        }
    }

    /// The referral that it is about, where this program knows.
    var ref: ReferralID? {
        switch self {
        case .event(let event): event.ref
        case .unknown(_, let ref), .unreadable(_, let ref, _): ref
        }
    }
}

extension Log<EventRecord>.Entry {
    /// When it was recorded.
    var recorded: Instant {
        guard case .event(let event) = record else { return id.time }
        return event.recorded
    }
}
