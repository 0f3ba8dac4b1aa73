public import EventLog
public import Notation

extension LedgerDirectory {
    /// Sets damage in the files of the log aside, under the lock.
    ///
    /// - `lockTimeout`: Milliseconds to wait for the lock.
    /// - `dryRun`: Only says what would be set aside, and takes no lock.
    /// - What it throws: `AppendFault`, or the call that failed.
    public func repair(
        now: Instant,
        lockTimeout: Int64,
        dryRun: Bool
    ) throws -> [LogRepair.Piece] {
        let repair = LogRepair(ledger: root)
        guard !dryRun else { return try repair.rehearse() }
        let writer = LogWriter(ledger: root, lockTimeout: lockTimeout)
        return try writer.locked { try repair.run(now: now) }
    }

    /// How many pieces of the log were ever set aside on this machine.
    public func quarantined() throws(ProjectFault) -> Int {
        try ProjectFault.wrapping { () throws(SystemFault) in
            try LogRepair.pieces(in: root)
        }
    }

    /// The line that this machine acknowledged last under a name; ask before the log is read.
    public func acknowledged(by writer: String?) -> Digest? {
        LogWriter(ledger: root, writer: writer, lockTimeout: 0).acknowledged
    }
}
