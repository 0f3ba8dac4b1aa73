public import Notation
public import SystemPackage

/// Appends events to a ledger: the protocol, step by step.
///
/// 1. What can be checked without the ledger, the caller has checked.
/// 2. The lock is taken.
/// 3. While git is changing files here, wait.
/// 4. The log is read; the caller's `plan` checks against it and says what to append.
/// 5. Persons and private texts: `plan` has put them on stable storage before it returns.
/// 6. One event is one appended line. Several are a new segment, moved into place whole; it never
///    takes the name of another.
/// 7. If git swapped the file meanwhile, or took that name, again from 3.
/// 8. The bytes are synced, and a new file's directory too; then the lock is released.
/// 9. Only then does `append` return, and the caller acknowledge.
public struct LogWriter: Sendable {
    /// A segment that has reached this size is not appended to any more.
    static let segmentSize = 1 << 20

    private let ledger: FilePath
    private let writer: String?
    private let lockTimeout: Int64

    /// What a plan wants done under the lock, beside the lines that it has added.
    public struct Plan: Sendable {
        /// The names in `events/` of files with lines that are acknowledged instead of appended.
        let files: [String]
        /// Adds these lines, where what the files hold cannot be trusted.
        let again: @Sendable (Spool) -> Void
        /// Takes back what was stored for the lines, where none of them was appended.
        let withdraw: @Sendable () -> Void

        /// Acknowledges lines that files hold.
        ///
        /// - Parameters:
        ///   - files: The names of the files in `events/`.
        ///   - again: Adds these lines to those that are appended.
        ///   - withdraw: Takes back what was stored for the lines that were added, where it is sure
        ///     that none of them is in the log.
        public init(
            acknowledging files: [String] = [],
            again: @escaping @Sendable (Spool) -> Void = { _ in },
            withdraw: @escaping @Sendable () -> Void = {}
        ) {
            self.files = files
            self.again = again
            self.withdraw = withdraw
        }
    }

    /// What an append did beside appending.
    public struct Outcome: Sendable {
        /// A lock of git's that outlasted the time-out and was taken for stale.
        public var staleGitLock: FilePath?
        /// The line that was acknowledged last here and that the log did not hold any more.
        public var lost: Digest?
    }

    /// Appends to the ledger in a directory.
    ///
    /// - Parameters:
    ///   - ledger: The root of the ledger, an absolute path.
    ///   - writer: A name to write under instead of this clone's own.
    ///   - lockTimeout: Milliseconds to wait for the lock, and for git.
    public init(ledger: FilePath, writer: String? = nil, lockTimeout: Int64) {
        self.ledger = ledger
        self.writer = writer
        self.lockTimeout = lockTimeout
    }

    /// The line that this machine acknowledged last; a log that is read after this must hold it.
    ///
    /// - Returns: `nil` where nothing was ever acknowledged here.
    public var acknowledged: Digest? {
        (try? name(of: nil)).flatMap { AcknowledgedHead.last(of: $0, in: state) }
    }

    /// The name to write under; without the lock's number, the one that was used last.
    private func name(of inode: UInt64?) throws -> String {
        if let writer { return writer }
        let branch = try GitDirectory(holding: ledger)?.branch() ?? ""
        guard let inode else { return try WriterName.known(in: state, branch: branch) ?? "" }
        return try WriterName.current(in: state, branch: branch, lock: inode)
    }

    private var events: FilePath { ledger.appending("events") }
    private var state: FilePath { ledger.appending(".referral") }
    /// Where several lines are put together before they are moved into place.
    private var draft: FilePath { state.appending("batch") }
    /// Where this stands, a sync has failed here once, and the page cache is not trusted.
    private var distrust: FilePath { state.appending("unsynced") }

    /// Reads, plans and appends under the ledger's lock.
    ///
    /// - `read`: Reads the log under the lock; told what it should hold, and whether it must know of
    ///   every line.
    /// - `plan`: Called with what was read, and with a spool for the lines to append: whole, with their
    ///   ids and links, in the order of ids; again if git swaps a file.
    /// - What it throws: `AppendFault`, or what `plan` throws; then nothing was appended.
    @discardableResult
    public func append<State: LogState>(
        read: (_ acknowledged: Digest?, _ wholly: Bool) throws -> State,
        plan: (State, Spool) throws -> Plan
    ) throws -> Outcome {
        try withLock { inode in
            do {
                return try appendLocked(inode, read, plan)
            } catch let fault as SystemFault {
                throw AppendFault.system(fault)
            }
        }
    }

    /// Does something under the ledger's lock that appends nothing to the log, once git changes no
    /// files.
    ///
    /// - What it throws: `AppendFault.locked`, or what `body` throws.
    public func locked<Result>(_ body: () throws -> Result) throws -> Result {
        try withLock { _ in
            var outcome = Outcome()
            try wait(for: try GitDirectory(holding: ledger), &outcome)
            return try body()
        }
    }

    /// Does something while the ledger's lock is held, given the number of its file.
    private func withLock<Result>(_ body: (_ inode: UInt64) throws -> Result) throws -> Result {
        do {
            try Directory.make(state, mode: 0o700)
        } catch {
            throw AppendFault.system(error)
        }
        let lock = try LedgerLock(state.appending("lock"), timeout: lockTimeout)
        let result = try body(lock.inode)
        // It is held until here.
        _ = consume lock
        return result
    }

    private func appendLocked<State: LogState>(
        _ inode: UInt64,
        _ read: (_ acknowledged: Digest?, _ wholly: Bool) throws -> State,
        _ plan: (State, Spool) throws -> Plan
    ) throws -> Outcome {
        // What a command left that was killed over a batch.
        SystemCalls.remove(draft)
        let git = try GitDirectory(holding: ledger)
        let name = try name(of: inode)
        var outcome = Outcome()
        var written: Spool?
        var withdraw = {}
        while true {
            let lines = Spool(at: draft)
            var isWritten = false
            defer { if !isWritten { lines.clear() } }
            try wait(for: git, &outcome)
            let segment = try Segment(of: name, in: events)
            let acknowledged = AcknowledgedHead.last(of: name, in: state)
            let log = try read(acknowledged, written != nil)
            outcome.lost = acknowledged.flatMap { log.holds($0) ? nil : $0 }
            if let written, try isKept(written, in: log) {
                acknowledge(written, as: name)
                return outcome
            }
            // What git has dropped keeps nothing: it is all planned anew.
            withdraw()
            let plan = try plan(log, lines)
            withdraw = plan.withdraw
            do {
                try prepare(plan, lines)
                if lines.count == 0 { return outcome }
                if try write(lines, to: segment, git, &outcome) {
                    acknowledge(lines, as: name)
                    return outcome
                }
            } catch let fault as SystemFault {
                plan.withdraw()
                throw fault
            }
            (written, isWritten) = (lines, true)
        }
    }

    /// Has all that a plan acknowledges be on stable storage, or among the lines.
    private func prepare(_ plan: Plan, _ lines: Spool) throws(SystemFault) {
        if try File.identity(at: distrust) != nil {
            // What is found may never have left the page cache: it is appended again.
            plan.again(lines)
        } else {
            for file in plan.files { try File(events.appending(file), for: .reading).sync() }
        }
        if let fault = lines.fault { throw fault }
    }

    private func acknowledge(_ lines: Spool, as name: String) {
        guard let last = lines.last else { return }
        AcknowledgedHead.note(LineFormat.hash(last.span), of: name, in: state)
    }

    /// Steps 6 to 8; `false` where git swapped the file away, or took its name.
    ///
    /// What it throws: a `SystemFault` where nothing was appended, an `AppendFault` where that is not
    /// known.
    private func write(
        _ lines: Spool,
        to segment: Segment,
        _ git: GitDirectory?,
        _ outcome: inout Outcome
    ) throws -> Bool {
        guard lines.count == 1 else {
            return try move(lines, to: try segment.next, git, &outcome)
        }
        let line = (lines.last ?? []) + [0x0A]
        if try segment.isRoomy {
            return try add(line, to: segment, isNew: false, git, &outcome)
        }
        let fresh = try Segment(new: try segment.next, in: events)
        return try add(line, to: fresh, isNew: true, git, &outcome)
    }

    private func add(
        _ line: [UInt8],
        to segment: Segment,
        isNew: Bool,
        _ git: GitDirectory?,
        _ outcome: inout Outcome
    ) throws -> Bool {
        let size = try segment.size
        do {
            try segment.append(line)
        } catch {
            guard segment.cut(to: size) else { throw distrust(after: error) }
            throw error
        }
        do {
            try wait(for: git, &outcome)
            guard try segment.isInPlace else { return false }
            try segment.sync()
            if isNew { try Directory.sync(events) }
        } catch {
            throw distrust(after: error)
        }
        return true
    }

    private func move(
        _ lines: Spool,
        to target: SegmentName,
        _ git: GitDirectory?,
        _ outcome: inout Outcome
    ) throws -> Bool {
        let path = events.appending(target.text)
        let draft = Safeguard.rename.stands ? draft : path
        let file: File
        do throws(SystemFault) {
            file = try lines.file(at: draft)
            try file.sync()
            lines.moved()
            if draft != path { try SystemCalls.move(draft, to: path) }
        } catch {
            if draft != path { SystemCalls.remove(draft) }
            guard error.isTaken, error.path == path else { throw error }
            return false
        }
        do {
            try wait(for: git, &outcome)
            let held = try file.identity
            if Safeguard.inode.stands {
                guard let current = try File.identity(at: path), current.isSameFile(as: held)
                else { return false }
            }
            try Directory.sync(events)
        } catch {
            throw distrust(after: error)
        }
        return true
    }

    /// Notes that a call failed after the bytes were written; that is final, and nobody knows
    /// whether the events are there.
    private func distrust(after fault: any Error) -> any Error {
        guard let fault = fault as? SystemFault else { return fault }
        _ = try? File(distrust, for: .appending(mode: 0o600))
        return AppendFault.outcomeUnknown(fault)
    }

    private func wait(
        for git: GitDirectory?,
        _ outcome: inout Outcome
    ) throws(SystemFault) {
        guard Safeguard.git.stands, let git, outcome.staleGitLock == nil else { return }
        var waited: Int64 = 0
        while try git.isChangingFiles() {
            guard waited < lockTimeout else {
                outcome.staleGitLock = git.path.appending("index.lock")
                return
            }
            SystemCalls.pause(milliseconds: 5)
            waited += 5
        }
    }

    /// Whether git kept what was appended, in files of its own making; then it is on stable storage.
    ///
    /// What it throws: `AppendFault.outcomeUnknown`.
    private func isKept(_ lines: Spool, in log: some LogState) throws -> Bool {
        do {
            var hashes: [Digest] = []
            lines.forEachLine { hashes.append(LineFormat.hash($0.span)) }
            if let fault = lines.fault { throw fault }
            guard log.holds(all: hashes) else { return false }
            for file in try Directory.names(in: events) where file.hasSuffix(".jsonl") {
                try File(events.appending(file), for: .reading).sync()
            }
            return true
        } catch {
            throw distrust(after: error)
        }
    }
}
