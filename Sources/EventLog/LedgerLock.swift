import SystemPackage

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
            let pause = min(50, 1 + waited / 8, max(1, timeout - waited))
            SystemCalls.pause(milliseconds: UInt32(pause))
            waited += pause
        }
    }

    private static func holder(_ path: FilePath) -> Int? {
        guard let bytes = try? File.bytes(at: path) else { return nil }
        return Int(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
    }
}
