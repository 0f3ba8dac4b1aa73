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
        command: "log",
        abstract: "Print the events, each once, in order.",
        discussion: """
            As NDJSON, each line is the event as it stands in the ledger: the source for
            pipes.

            Examples:
              referral log 7k3
              referral log --format ndjson | jq -r .type | sort | uniq -c
              referral log --follow --type submitted
            """
    )

    @Argument(help: "The referral; without one, all events.", completion: Completions.referrals)
    var ref: String?

    @Option(
        parsing: .unconditional,
        help: "Events of this type.",
        completion: Completions.eventTypes
    )
    var type: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Events recorded since.", valueName: "time")
    )
    var since: String?

    @Flag(help: "Names and private texts in forms for machines too.")
    var names = false

    @Flag(help: "Go on, and print events as they are recorded or merged.")
    var follow = false

    @OptionGroup var options: LedgerOptions

    func run(in invocation: Invocation) async throws -> ExitStatus {
        let eventType = type.flatMap { EventType(rawValue: $0) }
        let isStrange = type != nil && eventType == nil
        // Of one referral only its own lines are read, and lines that stay as they are go by.
        let isRaw = try options.outputFormat() == .ndjson && !names && ref == nil && !isStrange
        let isSelective = !follow && (ref != nil || isRaw)
        let open = try OpenLedger(options, invocation, reading: isSelective ? .some : .all)
        var printed: ULID?
        if isRaw, !follow, try letBy(eventType, open, &printed, invocation) { return .done }
        let names = try open.names(names)
        let id = try ref.map { try open.find($0) }
        if let type, isStrange {
            let known = EventType.allCases.map(\.rawValue)
            guard try open.log.entries.contains(where: { $0.record.type == type }) else {
                throw Failure(
                    .usage,
                    "no event is of type \(Failure.word(type))\(Failure.hint(type, known)): use one of "
                        + known.joined(separator: ", ")
                )
            }
        }
        let earliest = try start(open)
        let isChosen = { (line: LoggedLine) in
            (id == nil || line.record.ref == id)
                && (type == nil || line.record.type == type)
                && (earliest.map { line.recorded >= $0 } ?? true)
                && (printed.map { line.id > $0 } ?? true)
        }
        guard !follow else { return try await follow(open, isChosen, invocation) }
        let chosen = try open.logged(id).filter(isChosen)
        switch open.format {
        case .ndjson: try write(chosen, names, invocation)
        default: try await open.show(document(chosen, open, names), invocation)
        }
        return .done
    }

    /// Prints lines as they stand while they go by.
    ///
    /// - `last`: The event that was printed last.
    /// - Returns: `false` where the rest is to be read with the whole log: it is damaged, or changed.
    private func letBy(
        _ type: EventType?,
        _ open: OpenLedger,
        _ last: inout ULID?,
        _ invocation: Invocation
    ) throws -> Bool {
        guard let places = try open.directory.places(of: type, since: try start(open)) else {
            return false
        }
        var bytes: [UInt8] = []
        let isWhole = try places.read { id, line in
            bytes += line
            bytes.append(0x0A)
            last = id
            if bytes.count > 1 << 18 {
                try invocation.output(bytes, as: .ndjson)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try invocation.output(bytes, as: .ndjson)
        return isWhole
    }

    /// Prints what is there, and then whatever comes, each event once, until it is stopped.
    private func follow(
        _ first: OpenLedger,
        _ isChosen: (LoggedLine) -> Bool,
        _ invocation: Invocation
    ) async throws -> ExitStatus {
        guard first.format == .ndjson || first.format == .text else {
            throw Failure(.usage, "--follow prints text or ndjson: use one of them")
        }
        var seen: Set<ULID> = []
        var known: [String: FileIdentity] = [:]
        while true {
            // Looked at before the log is read, so that what comes meanwhile is read next time.
            let state = try first.directory.logState()
            guard state != known else {
                try await Task.sleep(for: .milliseconds(250))
                continue
            }
            known = state
            let open = try OpenLedger(options, invocation)
            let fresh = try open.logged(nil).filter { isChosen($0) && seen.insert($0.id).inserted }
            // Whoever is new is known by now.
            let names = try open.names(self.names)
            if open.format == .ndjson {
                try write(fresh, names, invocation)
            } else {
                for line in fresh {
                    let cells = cells(line, open, names)
                    try invocation.say(cells.map(DisplayWidth.inert).joined(separator: "  "))
                }
            }
        }
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
        _ lines: [LoggedLine],
        _ names: Names,
        _ invocation: Invocation
    ) throws {
        var bytes: [UInt8] = []
        for line in lines {
            if self.names {
                bytes += object(line, names).bytes + [0x0A]
            } else {
                bytes += line.bytes
                bytes.append(0x0A)
            }
            if bytes.count > 1 << 18 {
                try invocation.output(bytes, as: .ndjson)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try invocation.output(bytes, as: .ndjson)
    }

    private func object(
        _ line: LoggedLine,
        _ names: Names
    ) -> JSONValue {
        let bytes = line.bytes
        guard let object = try? JSONValue(parsing: bytes.span), case .object(var members) = object
        else { return .null }
        guard self.names, case .event(let event) = line.record else { return object }
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

    /// What people read of one event.
    private func cells(
        _ line: LoggedLine,
        _ open: OpenLedger,
        _ names: Names
    ) -> [String] {
        let words = EventWords(names)
        let object = object(line, names)
        let time = object["time"]?.text.flatMap { Instant($0) } ?? line.id.time
        let reading = open.zone.reading(of: time)
        let seals: [Event.Seal] =
            if case .event(let event) = line.record { event.seals } else { [] }
        return [
            object["precision"] == .string("day") ? String(reading.prefix(10)) : reading,
            object["ref"]?.text ?? "—",
            words.line(object, id: line.id, seals: seals), words.author(object),
            EventWords.short(line.id.description),
        ]
    }

    private func document(
        _ lines: [LoggedLine],
        _ open: OpenLedger,
        _ names: Names
    ) -> Document {
        var rows: [[JSONMember]] = []
        var cells: [[String]] = []
        for line in lines {
            let object = object(line, names)
            if case .object(let members) = object { rows.append(members) }
            if open.format.isForPeople { cells.append(self.cells(line, open, names)) }
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
