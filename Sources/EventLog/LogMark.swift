public import Notation
import SystemPackage

/// How far a log was read once: what must still be so for the rest to be read on from there.
public struct LogMark: Sendable, Equatable {
    /// One file of the log, up to the end of the last line that was read.
    public struct Segment: Sendable, Equatable {
        /// Its name in `events/`.
        public let name: String
        /// How many bytes were read, the LF of the last line among them.
        public let size: Int
        /// SHA-256 over these bytes.
        public let hash: Digest
        /// Which file it was, before it was read.
        public let identity: FileIdentity
        /// Whether the file had been left alone long enough for a later change to show in its times.
        public let isSettled: Bool
    }

    /// The files, in the order of their names.
    public let segments: [Segment]
    /// The hashes of lines that no line named, sorted.
    public let heads: [Digest]
    /// The newest id.
    public let newest: ULID
    /// How many events there were.
    public let count: Int
    /// Lines that this machine had acknowledged and that were found, the last first.
    public let acknowledged: [Digest]

    /// What tells it from every other mark.
    var digest: Digest { Digest(of: bytes) }

    /// How many bytes of the log were read.
    var size: Int { segments.reduce(0) { $0 + $1.size } }
}

extension LogMark.Segment {
    /// How old a change must be, in nanoseconds, before its time tells it from the next: a tenth of a
    /// second, many ticks of any clock; on file systems that write down whole seconds, two of them.
    private static func grain(of identity: FileIdentity) -> Int64 {
        let isCoarse = [identity.modified, identity.changed].contains { $0 % 1_000_000_000 == 0 }
        return isCoarse ? 2_000_000_000 : 100_000_000
    }

    /// Whether a file was left alone long enough before the clock was read.
    static func isSettled(_ identity: FileIdentity, at now: Int64) -> Bool {
        max(identity.modified, identity.changed) < now - grain(of: identity)
    }

    /// Notes a file that was read to its last LF.
    ///
    /// - `now`: The clock before it was read, in nanoseconds since 1970.
    init(name: String, bytes: [UInt8], identity: FileIdentity, now: Int64) {
        self.name = name
        size = bytes.count
        hash = Digest(of: bytes.span)
        self.identity = identity
        isSettled = Self.isSettled(identity, at: now)
    }

    /// Notes a file that was read while it stayed as it was; `nil` where that is not sure.
    ///
    /// - `now`: The clock before it was looked at, in nanoseconds since 1970.
    init?(name: String, in events: FilePath, identity: FileIdentity, now: Int64) {
        self.name = name
        self.identity = identity
        size = identity.size
        isSettled = Self.isSettled(identity, at: now)
        guard isSettled, let file = try? File(events.appending(name), for: .reading),
            let hash = try? file.digest(of: identity.size), let current = try? file.identity,
            current == identity
        else { return nil }
        self.hash = hash
    }

    /// Whether a file can only be the one that was read, unchanged, since its times say so.
    func isUntouched(_ current: FileIdentity) -> Bool {
        isSettled && current == identity && identity.size == size
    }

    /// Whether bytes begin with those that were read.
    func begins(_ bytes: [UInt8]) -> Bool {
        bytes.count >= size && Digest(of: bytes.span.extracting(first: size)) == hash
    }
}
