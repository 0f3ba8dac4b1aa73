import Notation
import Project
import ReferralModel

/// What became of each recording of one command.
struct RecordingSession {
    /// After so many lines of a batch, referrals that were looked at are let go.
    private static let stretch = 1024

    /// Whether the good lines of a batch are recorded although others are bad.
    let keepsGoing: Bool
    /// What became of the recording of a command line.
    private(set) var entry: Entry?
    /// The events that a command line recorded, sealed.
    private(set) var events: [Event] = []
    /// What became of the lines of a batch.
    private(set) var results: ResultList
    /// What a batch adds to the ledger; `nil` where nothing.
    private(set) var draft: Draft?
    /// What is said about what was recorded; nothing where nothing is.
    private(set) var warnings: Warnings?
    /// The status of the first refused line.
    private(set) var status = ExitStatus.done
    /// What lines recorded: the first by its referral, or by its event where it is about none.
    private(set) var recorded: (first: String?, count: Int) = (nil, 0)
    private var known: [Ledger.Place] = []

    /// Begins with no recordings.
    ///
    /// - `results`: Where results of a batch go.
    init(keepsGoing: Bool, results: ResultList) {
        self.keepsGoing = keepsGoing
        self.results = results
    }

    /// Makes the recording of a command line, and says what to append.
    mutating func run(
        _ words: Words,
        _ register: Register,
        _ command: any RecordingCommand.Type
    ) throws -> LedgerDirectory.Verdict {
        var register = register
        register.begin()
        let entry = try command.record(words, in: &register)
        note(entry)
        self.entry = entry
        let verdict = verdict(register)
        verdict.draft?.forEachEvent { events.append($0) }
        return verdict
    }

    /// Makes the recordings of a batch, and says what to append.
    ///
    /// - `defaults`: What the command line says, which holds where a line says nothing.
    mutating func run(
        _ batch: Batch,
        over defaults: Words,
        _ register: Register,
        _ command: any RecordingCommand.Type,
        _ invocation: Invocation
    ) throws -> LedgerDirectory.Verdict {
        var register = register
        var progress = Progress(invocation, total: batch.lines)
        try batch.forEachLine { line in
            let entry = result(of: line, defaults, &register, command)
            note(entry)
            results.add(entry, of: line.number)
            if results.count % Self.stretch == 0 { register.ledger.release() }
            progress.reach(results.count)
        }
        progress.end()
        if let fault = results.fault { throw fault }
        let verdict = verdict(register)
        draft = verdict.draft
        return verdict
    }

    /// What became of every recording, of a command line or of a batch.
    func entries() throws -> [Entry] { try entry.map { [$0] } ?? results.entries() }

    private mutating func result(
        of line: BatchReader.Line,
        _ defaults: Words,
        _ register: inout Register,
        _ command: any RecordingCommand.Type
    ) -> Entry {
        register.begin(line.number)
        do {
            let words = try line.content.get()
            // An empty one is none; blanks are somebody's mistake.
            if let blank = words.blank, !blank.typed.isEmpty { throw Failure.blank(blank.key) }
            return try command.record(words.over(defaults), in: &register)
        } catch {
            let failure = Failure(error)
            if status == .done { status = failure.status }
            return Entry(result: .refused, message: "line \(line.number): \(failure.message)")
        }
    }

    private mutating func note(_ entry: Entry) {
        switch entry.result {
        case .new:
            recorded.first = recorded.first ?? entry.ref?.description ?? entry.event?.description
            recorded.count += 1
        case .known:
            if let event = entry.event { known.append(.init(id: event, ref: entry.ref)) }
        case .refused: break
        }
    }

    /// All or nothing: where one line is refused, none is recorded.
    private mutating func verdict(_ register: Register) -> LedgerDirectory.Verdict {
        let draft = register.state.draft
        guard status == .done || keepsGoing else {
            results.isDropped = { draft.contains($0) }
            recorded = (nil, 0)
            return LedgerDirectory.Verdict()
        }
        warnings = register.warnings
        // Where nothing is new, what the register added by itself waits for the next command.
        let append = recorded.count > 0 ? draft : nil
        return LedgerDirectory.Verdict(append: append, acknowledge: known)
    }
}
