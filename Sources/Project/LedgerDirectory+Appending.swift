public import EventLog
public import Notation
public import ReferralModel
import SystemPackage

extension LedgerDirectory {
    /// What a command wants done with the ledger under its lock.
    public enum Verdict: Sendable {
        /// Append the draft.
        case append(Draft)
        /// Nothing is new: acknowledge these events, which are recorded already.
        case acknowledge([ULID])
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
    /// - Parameters:
    ///   - programme: What governs the appending; it says which texts are sealed.
    ///   - now: The clock's reading.
    ///   - decide: Called with the state; again if git changes files meanwhile.
    /// - Throws: `AppendFault`, `ProjectFault`, or what `decide` throws; then nothing is recorded.
    @discardableResult
    public func append(
        under programme: Programme,
        now: Instant,
        writer: String?,
        lockTimeout: Int64,
        _ decide: (inout State) throws -> Verdict
    ) throws -> LogWriter.Outcome {
        let log = LogWriter(ledger: root, writer: writer, lockTimeout: lockTimeout)
        return try log.append(decode: Event.decode) { (log: Log<EventRecord>) in
            let ledger = log.ledger
            let draft = Draft(
                after: log.newest,
                heads: log.entries.isEmpty ? nil : log.heads,
                now: now,
                people: try people(in: ledger),
                programme: programme
            )
            var state = State(ledger: ledger, draft: draft)
            switch try decide(&state) {
            case .append(let draft):
                guard !draft.lines.isEmpty else { return .nothing }
                try keep(draft.privateLines)
                return .append(draft.lines)
            case .acknowledge(let ids):
                let entries = log.entries.filter { ids.contains($0.id) }
                return .acknowledge(
                    files: Set(entries.map { log.files[$0.file].name }).sorted(),
                    lines: entries.map { log.bytes(of: $0) + [0x0A] }
                )
            }
        }
    }

    /// Brings lines of people and private texts to stable storage.
    private func keep(_ lines: [UInt8]) throws(SystemFault) {
        guard !lines.isEmpty else { return }
        let isNew = try File.identity(at: peoplePath) == nil
        let file = try File(peoplePath, for: .appending(mode: 0o600))
        let size = try file.identity.size
        let torn = size > 0 ? try File.bytes(at: peoplePath).last != 0x0A : false
        do {
            try file.write(torn ? [0x0A] + lines : lines)
        } catch {
            try? file.truncate(to: size)
            throw error
        }
        try file.sync()
        if isNew { try Directory.sync(peoplePath.removingLastComponent()) }
    }
}
