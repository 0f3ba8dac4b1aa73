import Notation

/// The mark as it stands in a snapshot: numbers of eight bytes, and runs of bytes with their length
/// before them, filled up to a multiple of eight.
extension LogMark {
    /// The bytes of the mark.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(word: UInt64(count))
        bytes.append(word: UInt64(truncatingIfNeeded: newest.value >> 64))
        bytes.append(word: UInt64(truncatingIfNeeded: newest.value))
        for digests in [heads, acknowledged] {
            bytes.append(word: UInt64(digests.count))
            for digest in digests { bytes.append(digest) }
        }
        bytes.append(word: directory == nil ? 0 : 1)
        if let directory { bytes.append(directory) }
        bytes.append(word: UInt64(segments.count))
        for (number, segment) in segments.enumerated() {
            bytes.append(word: UInt64(segment.size))
            bytes.append(word: segment.isSettled ? 1 : 0)
            bytes.append(segment.identity)
            bytes.append(segment.hash)
            let name = Array(name(number).utf8)
            bytes.append(word: UInt64(name.count))
            bytes.append(padded: name)
        }
        return bytes
    }

    /// The largest number that is believed; sums of such do not overflow.
    static func number(_ word: UInt64) -> Int { Int(min(word, 1 << 40)) }

    /// Reads what ``bytes`` wrote; `nil` for anything else.
    init?(_ bytes: [UInt8]) {
        var reader = WordReader(bytes: bytes)
        count = reader.number()
        let high = reader.word()
        newest = ULID(value: UInt128(high) << 64 | UInt128(reader.word()))
        heads = reader.digests()
        acknowledged = reader.digests()
        directory = reader.word() == 1 ? reader.identity(.directory) : nil
        let files = reader.number()
        var names = TextList()
        var segments: [Segment] = []
        segments.reserveCapacity(min(files, bytes.count / Segment.leastSize))
        for _ in 0..<files {
            guard !reader.isSpent else { return nil }
            segments.append(Segment(&reader))
            _ = names.add(reader.run(reader.number()).span)
        }
        (self.names, self.segments) = (names, segments)
        guard !reader.isSpent else { return nil }
    }
}

extension LogMark.Segment {
    /// How many bytes one takes at least, its name not counted.
    fileprivate static let leastSize = 12 * 8

    fileprivate init(_ reader: inout WordReader) {
        size = reader.number()
        isSettled = reader.word() == 1
        identity = reader.identity(.plain)
        hash = reader.digest()
    }
}

extension [UInt8] {
    /// Adds the four words of a digest.
    mutating func append(_ digest: Digest) {
        append(word: digest.words.0)
        append(word: digest.words.1)
        append(word: digest.words.2)
        append(word: digest.words.3)
    }

    /// Adds the five words of which file something was, its kind left out.
    mutating func append(_ identity: FileIdentity) {
        append(word: identity.device)
        append(word: identity.inode)
        append(word: UInt64(identity.size))
        append(word: UInt64(bitPattern: identity.modified))
        append(word: UInt64(bitPattern: identity.changed))
    }

    /// Adds bytes, filled up to a multiple of eight.
    mutating func append(padded bytes: [UInt8]) {
        self += bytes
        append(contentsOf: repeatElement(0, count: (8 - bytes.count % 8) % 8))
    }
}

/// Reads numbers and runs of bytes one after the other; zeros where they end too early.
struct WordReader {
    let bytes: [UInt8]
    private var position = 0
    /// Whether more was asked for than there is.
    private(set) var isSpent = false

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func word() -> UInt64 {
        guard bytes.count - position >= 8 else {
            isSpent = true
            return 0
        }
        position += 8
        return bytes.span.eight(at: position - 8)
    }

    /// A number that no file is larger than.
    mutating func number() -> Int { LogMark.number(word()) }

    /// Which file of this kind something was.
    mutating func identity(_ kind: FileIdentity.Kind) -> FileIdentity {
        FileIdentity(
            device: word(),
            inode: word(),
            size: number(),
            kind: kind,
            modified: Int64(bitPattern: word()),
            changed: Int64(bitPattern: word())
        )
    }

    mutating func digest() -> Digest { Digest(words: (word(), word(), word(), word())) }

    mutating func digests() -> [Digest] {
        var digests: [Digest] = []
        for _ in 0..<number() {
            let digest = digest()
            guard !isSpent else { break }
            digests.append(digest)
        }
        return digests
    }

    mutating func run(_ count: Int) -> ArraySlice<UInt8> {
        guard count <= bytes.count - position else {
            isSpent = true
            return []
        }
        let end = position + count
        defer { position = (end + 7) / 8 * 8 }
        return bytes[position..<end]
    }
}
