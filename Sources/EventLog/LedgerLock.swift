public import SystemPackage

/// The exclusive lock of a ledger on this machine, held while the value lives.
///
/// `.referral/lock` holds the holder's process id as text. The kernel frees the lock when its
/// holder ends, however it ends.
struct LedgerLock: ~Copyable {
    private let file: File
    /// The lock file's number; a copied directory has another.
    let inode: UInt64

    /// Waits for the lock.
    ///
    /// - Throws: `AppendFault.locked` after `timeout` milliseconds.
    init(_ path: FilePath, timeout: Int64) throws(AppendFault) {
        var waited: Int64 = 0
        while true {
            do {
                let file = try File(keeping: path)
                let isLocked = try file.tryLock()
                if isLocked || !Safeguard.lock.stands {
                    // Whoever removed the file between the two calls left us a lock on nothing.
                    let held = try file.identity
                    if let current = try File.identity(at: path), current.isSameFile(as: held) {
                        try file.truncate(to: 0)
                        try file.write(Array("\(SystemCalls.processID)\n".utf8))
                        self.file = file
                        self.inode = held.inode
                        return
                    }
                    continue
                }
            } catch {
                throw .system(error)
            }
            guard waited < timeout else { throw .locked(holder: Self.holder(path)) }
            waited += Self.pause(after: waited, of: timeout)
        }
    }

    /// Waits a little, the longer the longer it has taken; says how long, in milliseconds.
    fileprivate static func pause(after waited: Int64, of timeout: Int64) -> Int64 {
        let pause = min(50, 1 + waited / 8, max(1, timeout - waited))
        SystemCalls.pause(milliseconds: UInt32(pause))
        return pause
    }

    /// Who has it, as far as the file says; another program than this one leaves its last holder there.
    private static func holder(_ path: FilePath) -> Int? {
        guard let bytes = try? File.bytes(at: path) else { return nil }
        return Int(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
            .flatMap { SystemCalls.isRunning($0) ? $0 : nil }
    }
}

extension File {
    /// Opens a file to be added to or replaced by nobody else who does it so, until it is closed: the
    /// ledgers that have one file of people.
    ///
    /// Where another has put a new file in its place meanwhile, that is taken; where the file system has
    /// no locks, there is none.
    ///
    /// - `timeout`: Milliseconds to wait for others.
    /// - Throws: `AppendFault.locked` after that time, or the call that failed.
    public static func alone(
        _ path: FilePath,
        mode: UInt16,
        timeout: Int64
    ) throws(AppendFault) -> File {
        var waited: Int64 = 0
        while true {
            do {
                let file = try File(path, for: .appending(mode: mode))
                if try file.isAlone {
                    let held = try file.identity
                    if let current = try identity(at: path), current.isSameFile(as: held) {
                        return file
                    }
                    continue
                }
            } catch {
                throw .system(error)
            }
            guard waited < timeout else { throw .locked(holder: nil) }
            waited += LedgerLock.pause(after: waited, of: timeout)
        }
    }

    /// Whether the lock of the file is ours now, or there is none to be had.
    private var isAlone: Bool {
        get throws(SystemFault) {
            do throws(SystemFault) {
                return try tryLock()
            } catch {
                guard error.isWithoutLocks else { throw error }
                return true
            }
        }
    }
}
