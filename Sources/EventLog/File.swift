import Notation
public import SystemPackage

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// An open file; it is closed when the value ends.
public final class File: Sendable {
    /// What a file is opened for.
    public enum Purpose: Sendable {
        /// To read what is there, if it is a plain file or leads to one.
        case reading
        /// To read whatever is there, be it a pipe or a device.
        case readingAny
        /// To add at its end, made with this mode where it is missing.
        case appending(mode: UInt16)
        /// To hold new bytes in place of old ones, made anew with this mode.
        case replacing(mode: UInt16)
        /// To hold new bytes, made with this mode; nothing may have its name.
        case making(mode: UInt16)
    }

    /// Where it was opened.
    public let path: FilePath
    private let descriptor: Int32

    /// Opens a file; it is never inherited by another program.
    ///
    /// What is written never goes where a link leads, but for a link that the caller has followed
    /// (see ``resolved(_:)``).
    public convenience init(_ path: FilePath, for purpose: Purpose) throws(SystemFault) {
        switch purpose {
        case .reading: try self.init(plain: path, O_RDONLY, 0)
        case .readingAny: try self.init(path, SystemCalls.open(path, O_RDONLY, mode: 0))
        case .appending(let mode):
            try self.init(plain: path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW, mode)
        case .replacing(let mode):
            // What somebody put there may be open to others.
            SystemCalls.remove(path)
            try self.init(plain: path, O_RDWR | O_CREAT | O_EXCL, mode)
        case .making(let mode): try self.init(plain: path, O_RDWR | O_CREAT | O_EXCL, mode)
        }
    }

    /// Opens a file to be written from its start, keeping what it holds until then.
    convenience init(keeping path: FilePath) throws(SystemFault) {
        try self.init(plain: path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600)
    }

    /// Opens what is a plain file, without waiting for anybody where it is none.
    private convenience init(
        plain path: FilePath,
        _ flags: Int32,
        _ mode: UInt16
    ) throws(SystemFault) {
        do throws(SystemFault) {
            try self.init(path, SystemCalls.open(path, flags | O_NONBLOCK, mode: mode_t(mode)))
        } catch {
            let isLink = flags & O_NOFOLLOW != 0 && error.code == ELOOP
            throw isLink || error.code == ENXIO ? SystemFault(misplaced: path) : error
        }
        let kind = try identity.kind
        guard kind == .plain || kind == .directory else { throw SystemFault(misplaced: path) }
    }

    private init(_ path: FilePath, _ descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    /// Makes a file in a directory that has no name there: it is gone when it is closed.
    convenience init(unnamedIn directory: FilePath) throws(SystemFault) {
        let path = directory.appending("spool-\(UInt64.random(in: 0 ... .max))")
        try self.init(path, SystemCalls.open(path, O_RDWR | O_CREAT | O_EXCL, mode: 0o600))
        SystemCalls.remove(path)
    }

    deinit { SystemCalls.close(descriptor) }

    /// Every byte from here to the end.
    public func readAll() throws(SystemFault) -> [UInt8] {
        var bytes: [UInt8] = try SystemCalls.read(
            descriptor,
            count: max(4096, try identity.size + 1),
            of: path
        )
        while true {
            let more: [UInt8] = try SystemCalls.read(descriptor, count: 65_536, of: path)
            if more.isEmpty { return bytes }
            bytes += more
        }
    }

    /// Up to so many bytes from an offset; fewer at the end of the file.
    public func bytes(_ count: Int, at offset: Int) throws(SystemFault) -> [UInt8] {
        try SystemCalls.read(descriptor, count: count, at: offset, of: path)
    }

    /// Up to so many numbers from an offset, in the byte order of the machine.
    func numbers<Number: FixedWidthInteger & BitwiseCopyable>(
        _ count: Int,
        at offset: Int
    ) throws(SystemFault) -> [Number] {
        try SystemCalls.read(descriptor, count: count, at: offset, of: path)
    }

    /// SHA-256 over so many bytes from the start, read in blocks; over fewer where the file is shorter.
    func digest(of size: Int) throws(SystemFault) -> Digest {
        var position = 0
        return try Digest(ofBlocks: { () throws(SystemFault) in
            let block = try bytes(min(1 << 20, size - position), at: position)
            position += block.count
            return block
        })
    }

    /// Writes every byte or throws; how much arrived before a fault is not known.
    public func write(_ bytes: borrowing [UInt8]) throws(SystemFault) {
        try write(bytes.span)
    }

    /// Writes the bytes that numbers are made of.
    func write(
        _ numbers: Span<some FixedWidthInteger & BitwiseCopyable>
    ) throws(SystemFault) {
        try SystemCalls.write(descriptor, numbers, to: path)
    }

    /// Cuts the file to a size.
    public func truncate(to size: Int) throws(SystemFault) {
        try SystemCalls.truncate(descriptor, to: size, path)
    }

    /// Gives the file the time of the clock, to the nanosecond, as that of its last change.
    func stamp() throws(SystemFault) { try SystemCalls.stamp(descriptor, path) }

    /// Returns once what was written is on stable storage.
    public func sync() throws(SystemFault) { try SystemCalls.sync(descriptor, path) }

    /// Which file this is, and its size now.
    public var identity: FileIdentity {
        get throws(SystemFault) { try SystemCalls.identity(descriptor, path) }
    }

    /// Takes the file's exclusive lock; `false` while another process has it.
    func tryLock() throws(SystemFault) -> Bool { try SystemCalls.lock(descriptor, path) }

    /// The bytes of the file at a path.
    public static func bytes(at path: FilePath) throws(SystemFault) -> [UInt8] {
        try File(path, for: .reading).readAll()
    }

    /// The bytes of whatever is at a path that somebody named, be it a pipe.
    public static func bytes(ofAny path: FilePath) throws(SystemFault) -> [UInt8] {
        try File(path, for: .readingAny).readAll()
    }

    /// The bytes of the file at a path, or `nil` where there is none.
    public static func bytesIfPresent(at path: FilePath) throws(SystemFault) -> [UInt8]? {
        do {
            return try bytes(at: path)
        } catch {
            guard error.isAbsence else { throw error }
            return nil
        }
    }

    /// What a path names, links followed; `nil` where there is nothing.
    public static func identity(at path: FilePath) throws(SystemFault) -> FileIdentity? {
        try SystemCalls.identity(at: path, followingLinks: true)
    }

    /// Where a path leads once links are followed; where nothing is there yet, in what its directory is.
    public static func resolved(_ path: FilePath) throws(SystemFault) -> FilePath {
        if let place = try SystemCalls.resolved(path) { return place }
        guard let name = path.lastComponent,
            let directory = try SystemCalls.resolved(path.removingLastComponent())
        else { return path }
        return directory.appending(name)
    }

    /// Removes a file, if it is there.
    public static func remove(_ path: FilePath) { SystemCalls.remove(path) }

    /// Puts a file in place whole: written beside it, synced, renamed, the directory synced.
    /// - `draft`: Where it is written first, on the same file system; beside it where none is named.
    public static func replace(
        _ path: FilePath,
        with bytes: [UInt8],
        mode: UInt16,
        by draft: FilePath? = nil
    ) throws(SystemFault) {
        let beside = draft ?? FilePath(path.string + ".new")
        do {
            let file = try File(beside, for: .replacing(mode: mode))
            SystemCalls.takeOver(file.descriptor, from: path)
            try file.write(bytes)
            try file.sync()
            try SystemCalls.rename(beside, to: path)
        } catch {
            SystemCalls.remove(beside)
            throw error
        }
        try Directory.sync(path.removingLastComponent())
    }
}
