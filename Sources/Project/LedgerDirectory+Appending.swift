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
        } plan: { log, lines in
            var state = try state(of: log, under: programme, now: now, need, lines)
            // What cannot be deleted now keeps nobody from recording; whatever reads next says so.
            _ = try? sweepLocked(state.ledger, lockTimeout: lockTimeout)
            var verdict = Verdict()
            var refusal: (any Error)?
            do { verdict = try decide(&state) } catch { refusal = error }
            let known = verdict.known
            var files: [String] = []
            Self.forEachLine(of: known, in: log) { files.append($0.file) }
            // What could not be read may be why something was not found: that comes first.
            if let fault = log.fault ?? state.draft.people.fault ?? lines.fault { throw fault }
            if let refusal { throw refusal }
            var kept: Kept?
            if let draft = verdict.draft {
                kept = try keep(draft, lockTimeout: lockTimeout)
            } else {
                lines.clear()
            }
            return LogWriter.Plan(
                acknowledging: files.inOrderOnce(),
                again: { again in
                    Self.forEachLine(of: known, in: log) { again.append($0.bytes + [0x0A]) }
                },
                withdraw: { [kept] in kept?.withdraw() }
            )
        }
        read?.note()
        return outcome
    }

    /// Calls a closure with the lines of events that are recorded.
    private static func forEachLine(
        of known: [Ledger.Place],
        in log: IndexedLog,
        _ body: (IndexedLog.Line) -> Void
    ) {
        guard !known.isEmpty else { return }
        let ids = Set(known.map(\.id))
        for key in Set(known.map(\.ref?.bits)) {
            for line in log.lines(of: key) where ids.contains(line.id) { body(line) }
        }
    }

    /// Somewhere to put lines that may be too many to be held; gone with the process.
    public func scratch() -> Spool { Spool(unnamedIn: root.appending(".referral")) }

    /// The state as it stands, without the lock: what a rehearsal decides on.
    public func state(
        under programme: Programme,
        now: Instant,
        _ need: PeopleNeed
    ) throws(ProjectFault) -> State {
        try state(of: try indexed(), under: programme, now: now, need, scratch())
    }

    private func state(
        of log: IndexedLog,
        under programme: Programme,
        now: Instant,
        _ need: PeopleNeed,
        _ lines: Spool
    ) throws(ProjectFault) -> State {
        guard IdentifierMint.canGoOn(after: log.newest) else {
            let whole = try self.log()
            // Those after it are honest: they had to come after it.
            let forged = whole.entries.first { IdentifierMint.isForged($0.id, at: now) }
            throw .noMoreIdentifiers(
                file: forged.map { whole.files[$0.file].name } ?? "",
                line: forged?.line ?? 0
            )
        }
        let drafted = DraftedEvents(lines)
        let ledger = Ledger(log.source.followed(by: drafted.source))
        let draft = Draft(
            drafted,
            after: log.newest,
            heads: log.count == 0 ? nil : log.heads,
            now: now,
            people: try people(in: ledger, need),
            programme: programme
        )
        return State(ledger: ledger, draft: draft)
    }

    /// Lines that were added to the file of people for events that are to follow.
    private struct Kept: Sendable {
        let path: FilePath
        /// The sizes of the file before and after.
        let before: Int
        let after: Int
        let lockTimeout: Int64

        /// Cuts them off again, unless others were added after them.
        func withdraw() {
            let file = try? File.alone(path, mode: 0o600, timeout: lockTimeout)
            guard let file, (try? file.identity.size) == after else { return }
            try? file.truncate(to: before)
        }
    }

    /// Brings a draft's lines of people and private texts to stable storage; `nil` where it has none.
    private func keep(_ draft: Draft, lockTimeout: Int64) throws -> Kept? {
        let added = draft.people.added
        if let fault = added.fault { throw fault }
        guard added.size > 0 else { return nil }
        let isNew = try File.identity(at: peoplePath) == nil
        // Whoever keeps people elsewhere may have put a link in their place, and keep those of more
        // ledgers there.
        let path = try File.resolved(peoplePath)
        let file = try File.alone(path, mode: 0o600, timeout: lockTimeout)
        let before = try file.identity
        let torn = before.size > 0 ? try file.bytes(1, at: before.size - 1) != [0x0A] : false
        let size = added.size + (torn ? 1 : 0)
        do throws(SystemFault) {
            var end: [UInt8] = torn ? [0x0A] : []
            try added.forEachBlock { block throws(SystemFault) in
                try file.write(end + block)
                end = []
            }
            if let fault = added.fault { throw fault }
            draft.people.appended(
                size,
                to: file,
                having: before,
                newcomersAreSingle: draft.newcomersAreSingle
            )
            try file.sync()
            if isNew { try Directory.sync(peoplePath.removingLastComponent()) }
        } catch {
            try? file.truncate(to: before.size)
            throw error
        }
        return Kept(
            path: path,
            before: before.size,
            after: before.size + size,
            lockTimeout: lockTimeout
        )
    }
}
