import EventLog
import Notation
import Project
import ReferralModel
import Rendering

/// What a command line asks to be recorded: one event, or a batch.
struct Recording {
    let command: any RecordingCommand.Type
    /// What it says; of a batch, what holds where a line says nothing.
    let words: Words
    let manner: RecordingManner
    let settings: any LedgerSettings

    /// Text as it was typed: `-` is standard input, `@FILE` a file, `@@` a literal `@`.
    private func text(_ typed: String?, _ invocation: Invocation) throws -> String? {
        guard let typed else { return nil }
        if typed == "-" {
            guard !manner.readsInput else {
                throw Failure(
                    .usage,
                    "standard input is the batch: give the text itself or @FILE, or leave it to the lines"
                )
            }
            return try Self.read(try invocation.readInput())
        }
        if typed.hasPrefix("@@") { return String(typed.dropFirst()) }
        guard typed.hasPrefix("@") else { return typed }
        return try Self.read(try File.bytes(ofAny: invocation.path(String(typed.dropFirst()))))
    }

    private static func read(_ bytes: [UInt8]) throws(Failure) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.badData, "the text is not UTF-8: convert it first")
        }
        // An editor ends the last line, on some machines with CR LF, which is one character.
        return text.last == "\n" || text.last == "\r\n" ? String(text.dropLast()) : text
    }

    /// Reads what is to be recorded, records it under the lock, and says so.
    func run(in invocation: Invocation) throws -> ExitStatus {
        let session = try record(in: invocation)
        try answer(session, invocation)
        return session.status
    }

    /// Reads what is to be recorded, and records it under the lock.
    func record(in invocation: Invocation) throws -> RecordingSession {
        // What is wrong with it is said before anything is recorded.
        _ = try settings.outputFormat()
        if let blank = words.blank { throw Failure.blank(blank.key) }
        let ledger = try WritableLedger(settings, invocation)
        let typed = try typed(invocation)
        let batch = try batch(invocation, ledger.directory)
        let author = author(ledger.directory, invocation)
        let providers = command.readsProviders ? try ledger.directory.providers() : []
        let begin = {
            let results = ResultList(into: ledger.directory.scratch())
            return RecordingSession(keepsGoing: manner.keepsGoing, results: results)
        }
        var session = begin()
        let decide = { (state: inout LedgerDirectory.State) throws in
            let register = try ledger.register(state, providers: providers, actor: author)
            session = begin()
            guard let batch else { return try session.run(typed, register, command) }
            return try session.run(batch, over: typed, register, command, invocation)
        }
        let need = LedgerDirectory.PeopleNeed.some(max(1, batch?.lines ?? 1))
        if manner.isRehearsal {
            try ledger.rehearse(need, decide)
        } else {
            warn(of: try ledger.append(need, decide), invocation)
        }
        session.warnings?.say(in: invocation)
        return session
    }

    /// What the command line says, its texts read from where they are.
    private func typed(_ invocation: Invocation) throws -> Words {
        var typed = words
        let changes = words.changes.filter { Words.longTexts.contains($0.key) }
        let given = Words.longTexts.compactMap { words[$0] } + changes.map(\.value)
        guard given.count(where: { $0 == "-" }) < 2 else {
            throw Failure(.usage, "standard input is one text: use - once, and @FILE for others")
        }
        for key in Words.longTexts { typed[key] = try text(typed[key], invocation) }
        for (key, value) in changes {
            typed.change(key, to: try text(value, invocation) ?? "")
        }
        return typed
    }

    /// Who answers for an entry that does not say.
    private func author(_ directory: LedgerDirectory, _ invocation: Invocation) -> String {
        if let actor = words["actor"] { return actor }
        return ActorName.current(directory, invocation, keeping: !manner.isRehearsal)
    }

    private func warn(of outcome: LogWriter.Outcome, _ invocation: Invocation) {
        if let lost = outcome.lost { invocation.warn(ofLost: lost) }
        if let lock = outcome.staleGitLock {
            invocation.warn("\(lock) is stale: if no git runs here, remove it")
        }
    }

    /// The batch on standard input, if one is asked for.
    private func batch(_ invocation: Invocation, _ directory: LedgerDirectory) throws -> Batch? {
        guard manner.readsInput else { return nil }
        guard ["ndjson", "csv"].contains(manner.input) else {
            throw Failure(.usage, "no batch is in \(Failure.word(manner.input)): use ndjson or csv")
        }
        return try Batch(
            invocation,
            isTable: manner.input == "csv",
            keys: command.keys,
            into: directory.scratch()
        )
    }

    /// Says what was recorded, or would have been.
    func answer(_ session: RecordingSession, _ invocation: Invocation) throws {
        let format = try settings.outputFormat()
        do {
            if manner.readsInput, !manner.isRehearsal {
                // A job that had nothing to do says nothing.
                if format == .text, session.results.count == 0 { return }
                try session.results.document.render(
                    as: format,
                    width: invocation.textWidth,
                    to: { try invocation.output($0, as: format) }
                )
            } else if manner.isRehearsal {
                try rehearse(session, format, invocation)
            } else {
                try acknowledge(session, format, invocation)
            }
        } catch let fault as SystemFault where !manner.isRehearsal {
            guard let first = session.recorded.first else {
                throw Failure(
                    .inputOutput,
                    "nothing was recorded; standard output failed: \(fault.explanation)"
                )
            }
            let count = session.recorded.count
            let more = count > 1 ? " and \(count - 1) more" : ""
            throw Failure(
                .inputOutput,
                "recorded as \(first)\(more); standard output failed: \(fault.explanation)"
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
        for entry in entries where entry.result == .refused {
            if let message = entry.message { invocation.warn(message) }
        }
        guard format == .text else {
            session.draft?.forEachEvent { events.append($0) }
            return try show(events, entries, format, invocation)
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
            command.acknowledgement(entry, session.events.first { $0.id == entry.event })
        }
        var bytes: [UInt8] = []
        for answer in answers {
            bytes += answer.utf8
            bytes.append(UInt8(ascii: "\n"))
        }
        if !bytes.isEmpty { try invocation.output(bytes) }
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
