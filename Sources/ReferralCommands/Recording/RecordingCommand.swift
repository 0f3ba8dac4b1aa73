import ArgumentParser
import EventLog
import Notation
import Project
import ReferralModel
import Rendering
import SystemPackage

/// A command that records events: one from its command line, or many from a batch.
protocol RecordingCommand: LedgerCommand {
    var options: LedgerOptions { get }
    var recording: RecordingOptions { get }
    /// What a line of a batch may have beside the common keys.
    static var keys: [String] { get }
    /// The words that may be typed as `-`, which is standard input, or `@FILE`.
    static var texts: [String] { get }
    /// What the command line says.
    var words: Words { get throws }
    /// Checks one recording against the state and adds its event.
    func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry
    /// What people read once a single recording is on disk; nothing for most commands.
    func acknowledgement(_ entry: Entry, _ event: Event?) -> String?
}

extension RecordingCommand {
    static var texts: [String] { [] }

    func acknowledgement(_ entry: Entry, _ event: Event?) -> String? { nil }

    /// Text as it was typed: `-` is standard input, `@FILE` a file, `@@` a literal `@`.
    private static func text(_ typed: String?, _ invocation: Invocation) throws -> String? {
        guard let typed else { return nil }
        if typed == "-" { return try read(try invocation.readInput()) }
        if typed.hasPrefix("@@") { return String(typed.dropFirst()) }
        guard typed.hasPrefix("@") else { return typed }
        return try read(try File.bytes(ofAny: invocation.path(String(typed.dropFirst()))))
    }

    private static func read(_ bytes: [UInt8]) throws(Failure) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.badData, "the text is not UTF-8: convert it first")
        }
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    func run(in invocation: Invocation) async throws -> ExitStatus {
        try await runRecording(in: invocation)
    }

    /// Reads what is to be recorded, records it under the lock, and says so.
    func runRecording(in invocation: Invocation) async throws -> ExitStatus {
        let format = try options.outputFormat()
        let directory = try options.ledgerDirectory(invocation)
        let programme = try directory.programme()
        let zone = directory.zone(of: programme)
        let now = try options.instant(invocation, in: zone, writing: true)
        let timeout = try options.timeout()
        var typed = try words
        for key in Self.texts {
            guard typed[key] != "-" || !recording.readsInput else {
                throw Failure(
                    .usage,
                    "standard input is the batch: give the text itself or @FILE, or leave it to the lines"
                )
            }
            typed[key] = try Self.text(typed[key], invocation)
        }
        let batch = try batch(invocation, directory)
        let actor = try recording.words["actor"]
        let author =
            if let actor { actor } else {
                await ActorName.current(directory, invocation, keeping: !recording.dryRun)
            }
        let providers = try directory.providers()
        let need = LedgerDirectory.PeopleNeed.some(max(1, batch?.lines ?? 1))
        let begin = {
            let results = ResultList(into: directory.scratch())
            return RecordingSession(keepsGoing: recording.keepGoing, results: results)
        }
        var session = begin()
        let decide = { (state: inout LedgerDirectory.State) throws in
            let register = try Register(
                state,
                programme: programme,
                providers: providers,
                zone: zone,
                now: now,
                actor: author,
                warnings: Warnings(into: directory.scratch())
            )
            session = begin()
            guard let batch else { return try session.run(typed, register, self) }
            return try session.run(batch, over: typed, register, self, invocation)
        }
        do {
            if recording.dryRun {
                var state = try directory.state(under: programme, now: now, need)
                _ = try decide(&state)
            } else {
                let outcome = try directory.append(
                    under: programme,
                    now: now,
                    writer: try options.writer(invocation),
                    lockTimeout: timeout,
                    need,
                    decide
                )
                if let lost = outcome.lost { invocation.warn(ofLost: lost) }
                if let lock = outcome.staleGitLock {
                    invocation.warn("\(lock) is stale: if no git runs here, remove it")
                }
            }
        } catch {
            throw Failure(error, lockTimeout: timeout)
        }
        session.warnings?.say(in: invocation)
        try answer(session, format, invocation)
        return session.status
    }

    /// The batch on standard input, if one is asked for.
    private func batch(_ invocation: Invocation, _ directory: LedgerDirectory) throws -> Batch? {
        guard recording.readsInput else { return nil }
        guard ["ndjson", "csv"].contains(recording.input) else {
            throw Failure(.usage, "no batch is in \(recording.input): use ndjson or csv")
        }
        return try Batch(
            invocation,
            isTable: recording.input == "csv",
            keys: Self.keys,
            into: directory.scratch()
        )
    }

    private func answer(
        _ session: RecordingSession,
        _ format: OutputFormat,
        _ invocation: Invocation
    ) throws {
        do {
            if recording.readsInput, !recording.dryRun {
                try session.results.document.render(
                    as: format,
                    width: invocation.textWidth,
                    to: { try invocation.output($0, as: format) }
                )
            } else if recording.dryRun {
                try rehearse(session, format, invocation)
            } else {
                try acknowledge(session, format, invocation)
            }
        } catch let fault as SystemFault {
            let count = session.entry == nil ? session.results.count : 1
            guard !recording.dryRun, let ref = session.entry?.ref ?? session.results.first
            else { throw fault }
            let more = count > 1 ? " and \(count - 1) more" : ""
            throw Failure(
                .inputOutput,
                "recorded as \(ref)\(more); standard output failed: \(fault.explanation)"
            )
        }
    }

    /// Shows what a rehearsal would have recorded.
    private func rehearse(
        _ session: RecordingSession,
        _ format: OutputFormat,
        _ invocation: Invocation
    ) throws {
        let entries = try session.entries()
        var events = session.events
        warn(ofKnown: entries, invocation)
        guard format == .text else {
            session.draft?.forEachEvent { events.append($0) }
            return try show(events, entries, format, invocation)
        }
        for entry in entries where entry.result == .refused {
            if let message = entry.message { invocation.warn(message) }
        }
        for event in events { try invocation.output(event.encoded() + [0x0A], as: .ndjson) }
        try session.draft?.forEachEvent { event in
            try invocation.output(event.encoded() + [0x0A], as: .ndjson)
        }
    }

    /// Says what a command line recorded.
    private func acknowledge(
        _ session: RecordingSession,
        _ format: OutputFormat,
        _ invocation: Invocation
    ) throws {
        let entries = try session.entries()
        warn(ofKnown: entries, invocation)
        guard format == .text else {
            return try show(session.events, entries, format, invocation)
        }
        let answers = entries.compactMap { entry in
            acknowledgement(entry, session.events.first { $0.id == entry.event })
        }
        if !answers.isEmpty {
            try invocation.output(Array(answers.map { $0 + "\n" }.joined().utf8))
        }
    }

    private func show(
        _ events: [Event],
        _ entries: [Entry],
        _ format: OutputFormat,
        _ invocation: Invocation
    ) throws {
        let bytes = EventList.document(events, known: entries)
            .rendered(as: format, width: invocation.textWidth)
        if !bytes.isEmpty { try invocation.output(bytes, as: format) }
    }

    private func warn(ofKnown entries: [Entry], _ invocation: Invocation) {
        for entry in entries where entry.result == .known {
            guard let message = entry.message else { continue }
            invocation.warn("\(entry.ref.map { "\($0): " } ?? "")\(message): nothing recorded")
        }
    }
}
