public import Notation
import SystemPackage

/// How far a log was read once: what must still be so for the rest to be read on from there.
public struct LogMark: Sendable, Equatable {
    /// One file of the log, up to the end of the last line that was read.
    public struct Segment: Sendable, Equatable {
        /// How many bytes were read, the LF of the last line among them.
        public let size: Int
        /// SHA-256 over these bytes.
        public let hash: Digest
        /// Which file it was, before it was read.
        public let identity: FileIdentity
        /// Whether the file had been left alone long enough for a later change to show in its times.
        public let isSettled: Bool
    }

    /// The mark as it stands in a snapshot; most of it is looked up there.
    let bytes: [UInt8]
    /// Which directory `events/` was before its files were listed; `nil` where that cannot be told.
    ///
    /// While it is that one, no file has come or gone.
    public let directory: FileIdentity?
    /// The names of the files in `events/`, in the order of their bytes.
    public let names: TextList
    /// The hashes of lines that no line named, sorted.
    public let heads: [Digest]
    /// The newest id.
    public let newest: ULID
    /// How many events there were.
    public let count: Int
    /// Lines that this machine had acknowledged and that were found, the last first.
    public let acknowledged: [Digest]
    /// Where the rows of the files begin in the bytes, and where their hashes do.
    let rows: Int, hashes: Int

    /// The name of the file with a number.
    func name(_ number: Int) -> String { names[UInt32(number)].text }

    /// The numbers of the files, in the order of their names.
    var files: Range<Int> { 0..<names.count }

    /// What tells it from every other mark.
    var digest: Digest { Digest(of: bytes) }

    /// How many bytes of the log were read.
    var size: Int { files.reduce(0) { $0 + size(of: $1) } }
}

extension FileIdentity {
    /// How old a change must be, in nanoseconds, before its time tells it from the next: a tenth of a
    /// second, many ticks of any clock; on file systems that write down whole seconds, two of them.
    private var grain: Int64 {
        let isCoarse = [modified, changed].contains { $0 % 1_000_000_000 == 0 }
        return isCoarse ? 2_000_000_000 : 100_000_000
    }

    /// Whether it was left alone long enough, before the clock was read, for a later change to show in
    /// its times.
    ///
    /// - `now`: The clock before this was asked, in nanoseconds since 1970.
    func isSettled(at now: Int64) -> Bool { max(modified, changed) < now - grain }
}

extension LogMark {
    /// Which directory holds the files of a log, for a mark of what is listed after this.
    static func directory(_ events: FilePath) -> FileIdentity? {
        let now = SystemCalls.now
        let identity = try? File.identity(at: events)
        return identity.flatMap { $0.isSettled(at: now) ? $0 : nil }
    }
}

extension LogMark.Segment {
    /// Notes a file that was read to its last LF.
    ///
    /// - `now`: The clock before it was read, in nanoseconds since 1970.
    init(_ bytes: [UInt8], identity: FileIdentity, now: Int64) {
        size = bytes.count
        hash = Digest(of: bytes.span)
        self.identity = identity
        isSettled = identity.isSettled(at: now)
    }

    /// Notes a file that was read while it stayed as it was; `nil` where that is not sure.
    ///
    /// - `now`: The clock before it was looked at, in nanoseconds since 1970.
    init?(name: String, in events: FilePath, identity: FileIdentity, now: Int64) {
        self.identity = identity
        size = identity.size
        isSettled = identity.isSettled(at: now)
        guard isSettled, let file = try? File(events.appending(name), for: .reading),
            let hash = try? file.digest(of: identity.size), let current = try? file.identity,
            current == identity
        else { return nil }
        self.hash = hash
    }

    /// Whether bytes begin with those that were read.
    func begins(_ bytes: [UInt8]) -> Bool {
        bytes.count >= size && Digest(of: bytes.span.extracting(first: size)) == hash
    }
}
