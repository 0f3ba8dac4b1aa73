public import EventLog
public import Notation
public import ReferralModel
import SystemPackage

extension LedgerDirectory {
    /// What a command wants done with the ledger under its lock.
    public struct Verdict: Sendable {
        /// What to append; an empty one appends nothing.
        public var draft: Draft?
        /// Events that are recorded already and are acknowledged.
        public var known: [Ledger.Place]

        /// Appends a draft, and acknowledges events.
        public init(append draft: Draft? = nil, acknowledge known: [Ledger.Place] = []) {
            self.draft = draft
            self.known = known
        }
    }

    /// The ledger as a command finds it under the lock.
    public struct State: Sendable {
        /// What its events come to.
        public var ledger: Ledger
        /// A draft to add to.
        public var draft: Draft
    }

    /// Reads the ledger under its lock, lets a command decide, and appends.
    ///
    /// - `programme`: What governs the appending; it says which texts are sealed.
    /// - `now`: The clock's reading.
    /// - `need`: How much of the file of people is to be at hand.
    /// - `decide`: Called with the state; again if git changes files meanwhile.
    /// - What it throws: `AppendFault`, `ProjectFault`, or what `decide` throws; then nothing is recorded.
    @discardableResult
    public func append(
        under programme: Programme,
        now: Instant,
        writer: String?,
        lockTimeout: Int64,
        _ need: PeopleNeed = .many,
        _ decide: (inout State) throws -> Verdict
    ) throws -> LogWriter.Outcome {
        let writer = LogWriter(ledger: root, writer: writer, lockTimeout: lockTimeout)
        var read: IndexedLog?
        let outcome = try writer.append { acknowledged, wholly in
            let log = try index(holding: acknowledged, wholly: wholly)
            read = log
            return log
        } plan: { log in
            var state = try state(of: log, under: programme, now: now, need)
            // What cannot be deleted now keeps nobody from recording; whatever reads next says so.
            _ = try? sweepLocked(state.ledger)
            let decision = Result { try decide(&state) }
            let known = Self.lines(of: (try? decision.get().known) ?? [], in: log)
            // What could not be read may be why something was not found: that comes first.
            if let fault = log.fault ?? state.draft.people.fault { throw fault }
            let verdict = try decision.get()
            let draft = verdict.draft
            if let draft { try keep(draft) }
            return LogWriter.Plan(
                lines: draft?.lines ?? [],
                found: known.map { $0.bytes + [0x0A] },
                in: Set(known.map(\.file)).sorted()
            )
        }
        read?.note()
        return outcome
    }

    /// The lines of events that are recorded.
    private static func lines(
        of known: [Ledger.Place],
        in log: IndexedLog
    ) -> [IndexedLog.Line] {
        let ids = Set(known.map(\.id))
        return Set(known.map(\.ref?.bits)).flatMap { key in
            log.lines(of: key).filter { ids.contains($0.id) }
        }
    }

    /// The state as it stands, without the lock: what a rehearsal decides on.
    public func state(
        under programme: Programme,
        now: Instant,
        _ need: PeopleNeed
    ) throws(ProjectFault) -> State {
        try state(of: try indexed(), under: programme, now: now, need)
    }

    private func state(
        of log: IndexedLog,
        under programme: Programme,
        now: Instant,
        _ need: PeopleNeed
    ) throws(ProjectFault) -> State {
        guard IdentifierMint.canGoOn(after: log.newest) else { throw .noMoreIdentifiers }
        let ledger = log.ledger
        let draft = Draft(
            after: log.newest,
            heads: log.count == 0 ? nil : log.heads,
            now: now,
            people: try people(in: ledger, need),
            programme: programme
        )
        return State(ledger: ledger, draft: draft)
    }

    /// Brings a draft's lines of people and private texts to stable storage.
    private func keep(_ draft: Draft) throws(SystemFault) {
        guard !draft.privateLines.isEmpty else { return }
        let isNew = try File.identity(at: peoplePath) == nil
        let file = try File(peoplePath, for: .appending(mode: 0o600))
        let before = try file.identity
        let torn = before.size > 0 ? try file.bytes(1, at: before.size - 1) != [0x0A] : false
        let lines = torn ? [0x0A] + draft.privateLines : draft.privateLines
        do {
            try file.write(lines)
        } catch {
            try? file.truncate(to: before.size)
            throw error
        }
        draft.people.appended(
            lines.count,
            to: file,
            having: before,
            newcomersAreSingle: draft.newcomersAreSingle
        )
        try file.sync()
        if isNew { try Directory.sync(peoplePath.removingLastComponent()) }
    }
}
