import Notation
import Project
import ReferralModel
import Rendering

/// What became of each recording of one command.
struct RecordingSession {
    /// Whether the good lines of a batch are recorded although others are bad.
    let keepsGoing: Bool
    private(set) var entries: [Entry] = []
    private(set) var numbers: [Int] = []
    /// The events that were recorded, sealed.
    private(set) var events: [Event] = []
    private(set) var warnings: [String] = []
    /// The status of the first refused line.
    private(set) var status = ExitStatus.done

    init(keepsGoing: Bool) { self.keepsGoing = keepsGoing }

    /// Makes all recordings, and says what to append; from the start where it is called again.
    ///
    /// - `typed`: What the command line says: the recordings, or what a batch's lines leave out.
    mutating func run(
        _ lines: [BatchReader.Line]?,
        _ typed: [Words],
        _ register: Register,
        _ command: some RecordingCommand,
        _ invocation: Invocation
    ) throws -> LedgerDirectory.Verdict {
        self = RecordingSession(keepsGoing: keepsGoing)
        var register = register
        if let lines {
            let defaults = typed.first ?? Words()
            var progress = Progress(invocation, total: lines.count)
            for (index, line) in lines.enumerated() {
                take(line, defaults, &register, command)
                progress.reach(index + 1)
            }
            progress.end()
            refuseRest(Set(register.state.draft.events.map(\.id)))
        } else {
            for words in typed {
                entries.append(try command.record(words, in: &register))
            }
        }
        warnings = register.warnings
        guard status == .done || keepsGoing else {
            warnings = []
            return LedgerDirectory.Verdict()
        }
        events = register.state.draft.events
        let known = entries.filter { $0.result == .known }.compactMap { entry in
            entry.event.map { Ledger.Place(id: $0, ref: entry.ref) }
        }
        // Where nothing is new, what the register added by itself waits for the next command.
        guard entries.contains(where: { $0.result == .new }) else {
            events = []
            return LedgerDirectory.Verdict(acknowledge: known)
        }
        return LedgerDirectory.Verdict(append: register.state.draft, acknowledge: known)
    }

    private mutating func take(
        _ line: BatchReader.Line,
        _ defaults: Words,
        _ register: inout Register,
        _ command: some RecordingCommand
    ) {
        numbers.append(line.number)
        do {
            let words = try line.content.get()
            entries.append(try command.record(words.over(defaults), in: &register))
        } catch {
            let failure = Failure(error)
            if status == .done { status = failure.status }
            entries.append(
                Entry(result: .refused, message: "line \(line.number): \(failure.message)")
            )
        }
    }

    /// All or nothing: where one line is refused, none is recorded.
    private mutating func refuseRest(_ dropped: Set<ULID>) {
        guard status != .done, !keepsGoing else { return }
        for index in entries.indices where entries[index].event.map(dropped.contains) == true {
            entries[index] = Entry(
                result: .refused,
                message: "line \(numbers[index]): good, and not recorded since another was refused"
            )
        }
    }

    /// The result lines of a batch, laid out as the form needs it: a batch may be long.
    func results(for format: OutputFormat) -> Document {
        let columns = ["line", "ref", "event", "result", "message"]
        var rows: [[JSONMember]] = []
        var cells: [[String]] = []
        for (number, entry) in zip(numbers, entries) where !format.isForPeople {
            rows.append([
                JSONMember("line", .integer(number)),
                JSONMember("ref", .optional(entry.ref?.description)),
                JSONMember("event", .optional(entry.event?.description)),
                JSONMember("result", .string(entry.result.rawValue)),
                JSONMember("message", .optional(entry.message)),
            ])
        }
        for (number, entry) in zip(numbers, entries) where format.isForPeople {
            cells.append([
                "\(number)", entry.ref?.description ?? "—", entry.result.rawValue,
                entry.message ?? "",
            ])
        }
        let table = Table(
            [.init("Line", isNumeric: true), .init("Ref"), .init("Result"), .init("Message")],
            cells
        )
        return Document(
            schema: "referral.results/1",
            members: [JSONMember("results", .array(rows.map { .object($0) }))],
            columns: columns,
            rows: rows,
            blocks: [.table(table)]
        )
    }
}
