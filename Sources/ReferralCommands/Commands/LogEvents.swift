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

    func run(in invocation: Invocation) throws -> ExitStatus {
        let eventType = type.flatMap { EventType(rawValue: $0) }
        let isStrange = type != nil && eventType == nil
        // Of one referral only its own lines are read; all of them go by, one after the other.
        let isSelective = !follow && (ref != nil || !isStrange)
        let open = try OpenLedger(options, invocation, reading: isSelective ? .some : .all)
        let id = try ref.map { try open.find($0) }
        if isStrange { try refuseUnknownType(in: open) }
        let earliest = try start(open)
        let isChosen = { (line: LoggedLine) in
            (id == nil || line.record.ref == id)
                && (type == nil || line.record.type == type)
                && (earliest.map { line.recorded >= $0 } ?? true)
        }
        guard !follow else { return try follow(open, isChosen, invocation) }
        let goesBy = isSelective && ref == nil
        let places = goesBy ? try open.directory.places(of: eventType, since: earliest) : nil
        let rows = { (body: (LoggedLine) throws -> Void) throws in
            var last: ULID?
            let isWhole = try places?.read { id, line in
                last = id
                try body(LoggedLine(id, line))
            }
            if isWhole == true { return }
            // The log is damaged, or has changed under the command.
            try open.forEachLine(of: id) { line in
                if isChosen(line), last.map({ line.id > $0 }) ?? true { try body(line) }
            }
        }
        if open.format == .ndjson, !names {
            var printer = Printer(invocation)
            try rows { try printer.add($0.bytes) }
            try printer.end()
        } else {
            let names = try open.names(names, ofMany: ref == nil)
            try open.show(document(open, names, rows), invocation)
        }
        return .done
    }

    /// Refuses a type that neither this program nor the log knows.
    private func refuseUnknownType(in open: OpenLedger) throws {
        guard let type, try !open.log.entries.contains(where: { $0.record.type == type }) else {
            return
        }
        let known = EventType.allCases.map(\.rawValue)
        throw Failure(
            .usage,
            "no event is of type \(Failure.word(type))\(Failure.hint(type, known)): use one of "
                + known.joined(separator: ", ")
        )
    }

    /// Prints lines, many at a time.
    private struct Printer {
        private let invocation: Invocation
        private var bytes: [UInt8] = []

        init(_ invocation: Invocation) { self.invocation = invocation }

        mutating func add(_ line: [UInt8]) throws {
            bytes += line
            bytes.append(0x0A)
            if bytes.count > 1 << 18 { try end() }
        }

        mutating func end() throws {
            try invocation.output(bytes, as: .ndjson)
            bytes.removeAll(keepingCapacity: true)
        }
    }

    /// Prints what is there, and then whatever comes, each event once, until it is stopped.
    private func follow(
        _ first: OpenLedger,
        _ isChosen: (LoggedLine) -> Bool,
        _ invocation: Invocation
    ) throws -> ExitStatus {
        guard first.format == .ndjson || first.format == .text else {
            throw Failure(.usage, "--follow prints text or ndjson: use one of them")
        }
        var seen: Set<ULID> = []
        var known: [String: FileIdentity] = [:]
        while true {
            // Looked at before the log is read, so that what comes meanwhile is read next time.
            let state = try first.directory.logState()
            guard state != known else {
                waiting { try? await Task.sleep(for: .milliseconds(250)) }
                continue
            }
            known = state
            let open = try OpenLedger(options, invocation)
            // Whoever is new is known by now.
            let names = try open.names(self.names)
            var printer = Printer(invocation)
            try open.forEachLine(of: nil) { line in
                guard isChosen(line), seen.insert(line.id).inserted else { return }
                if open.format == .text {
                    let cells = cells(line, open, names)
                    try invocation.say(cells.map(DisplayWidth.inert).joined(separator: "  "))
                } else {
                    try printer.add(
                        self.names ? JSONValue.object(members(line, names)).bytes : line.bytes
                    )
                }
            }
            try printer.end()
        }
    }

    private func start(_ open: OpenLedger) throws(Failure) -> Instant? {
        guard let since else { return nil }
        guard let point = DateReader(now: open.now, zone: open.zone).read(since) else {
            throw Failure(.usage, "--since cannot be read: give 2026-03-01, today or -7d")
        }
        return point.isDay ? open.zone.start(of: point.date) : point.instant
    }

    /// The keys of an event, as whoever asked may know them.
    private func members(_ line: LoggedLine, _ names: Names) -> [JSONMember] {
        guard case .object(let members)? = try? JSONValue(parsing: line.bytes.span) else {
            return []
        }
        guard self.names, case .event(let event) = line.record else { return members }
        return names.opened(.object(members), of: event)
    }

    /// What people read of one event.
    private func cells(
        _ line: LoggedLine,
        _ open: OpenLedger,
        _ names: Names
    ) -> [String] {
        let words = EventWords(names, in: open.zone)
        let object = (try? JSONValue(parsing: line.bytes.span)) ?? .null
        let time = object["time"]?.text.flatMap { Instant($0) } ?? line.id.time
        let reading = open.zone.reading(of: time)
        let isSealed = object["sealed"] != nil || object["changes"] != nil
        var event: Event?
        if isSealed, case .event(let known) = line.record { event = known }
        return [
            object["precision"] == .string("day") ? String(reading.prefix(10)) : reading,
            object["ref"]?.text ?? "—",
            words.line(object, event), words.author(object),
            EventWords.short(line.id.description),
        ]
    }

    private func document(
        _ open: OpenLedger,
        _ names: Names,
        _ rows: @escaping LongDocument<LoggedLine>.Rows
    ) -> LongDocument<LoggedLine> {
        LongDocument(
            schema: "referral.log/1",
            key: "events",
            columns: EventList.columns,
            titles: [
                .init("When"), .init("Ref"), .init("What", wraps: true),
                .init("Who", dispensability: 2), .init("Event", dispensability: 1),
            ],
            members: { members($0, names) },
            cells: { cells($0, open, names) },
            empty: "no events",
            rows: rows
        )
    }
}
