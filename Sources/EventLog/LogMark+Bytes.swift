import Notation

/// The mark as it stands in a snapshot, in numbers of eight bytes:
///
/// ```
/// count, newest (two), whether the directory is known, and which it is (five)
/// how many heads, acknowledged lines, files and bytes of names there are
/// heads, then acknowledged lines: four each
/// rows      of each file: size, whether it is settled, and which file it was (five)
/// hashes    of each file: four
/// ends      of each file: where its name ends
/// names     one after the other, filled up to a multiple of eight bytes
/// ```
extension LogMark {
    /// How many bytes a row has, a hash, and the end of a name.
    private static let widths = (row: 7 * 8, hash: 4 * 8, end: 8)

    /// Notes how far a log was read: the files by their names, in the order of these.
    init(
        directory: FileIdentity?,
        files: [(name: String, segment: Segment)],
        heads: [Digest],
        newest: ULID,
        count: Int,
        acknowledged: [Digest]
    ) {
        var names = TextList()
        for file in files { _ = names.add(file.name.utf8Span.span) }
        var bytes: [UInt8] = []
        bytes.append(word: UInt64(count))
        bytes.append(word: UInt64(truncatingIfNeeded: newest.value >> 64))
        bytes.append(word: UInt64(truncatingIfNeeded: newest.value))
        bytes.append(word: directory == nil ? 0 : 1)
        bytes.append(directory ?? .none)
        for number in [heads.count, acknowledged.count, files.count, names.columns.bytes.count] {
            bytes.append(word: UInt64(number))
        }
        for digest in heads + acknowledged { bytes.append(digest) }
        rows = bytes.count
        for (_, segment) in files {
            bytes.append(word: UInt64(segment.size))
            bytes.append(word: segment.isSettled ? 1 : 0)
            bytes.append(segment.identity)
        }
        hashes = bytes.count
        for (_, segment) in files { bytes.append(segment.hash) }
        for end in names.columns.ends { bytes.append(word: UInt64(end)) }
        bytes.append(padded: names.columns.bytes)
        self.bytes = bytes
        self.directory = directory
        self.names = names
        (self.heads, self.newest, self.count) = (heads, newest, count)
        self.acknowledged = acknowledged
    }

    /// The largest number that is believed; sums of such do not overflow.
    static func number(_ word: UInt64) -> Int { Int(min(word, 1 << 40)) }

    /// Reads a mark; `nil` for what is none.
    init?(_ bytes: [UInt8]) {
        var reader = WordReader(bytes: bytes)
        count = reader.number()
        let high = reader.word()
        newest = ULID(value: UInt128(high) << 64 | UInt128(reader.word()))
        let isKnown = reader.word() == 1
        let identity = reader.identity(.directory)
        directory = isKnown ? identity : nil
        let (heads, acknowledged) = (reader.number(), reader.number())
        let (files, size) = (reader.number(), reader.number())
        self.heads = reader.digests(heads)
        self.acknowledged = reader.digests(acknowledged)
        rows = reader.position
        hashes = rows + files * Self.widths.row
        let ends = hashes + files * Self.widths.hash
        reader.position = ends
        let text = ends + files * Self.widths.end
        guard !reader.isSpent, text + size <= bytes.count else { return nil }
        let span = bytes.span
        let names = TextList(
            bytes: Array(bytes[text..<(text + size)]),
            ends: (0..<files).map { UInt32(clamping: span.eight(at: ends + $0 * Self.widths.end)) }
        )
        guard let names else { return nil }
        self.names = names
        self.bytes = bytes
    }

    /// How many bytes of a file were read.
    func size(of file: Int) -> Int {
        Self.number(bytes.span.eight(at: rows + file * Self.widths.row))
    }

    /// One of the files.
    func segment(_ file: Int) -> Segment {
        var row = WordReader(bytes: bytes, at: rows + file * Self.widths.row)
        var hash = WordReader(bytes: bytes, at: hashes + file * Self.widths.hash)
        let (size, isSettled) = (row.number(), row.word() == 1)
        return Segment(
            size: size,
            hash: hash.digest(),
            identity: row.identity(.plain),
            isSettled: isSettled
        )
    }

    /// Whether a file can only be the one that was read, unchanged, since its times say so.
    ///
    /// It is asked of each file by every command, so that the row is compared as it stands.
    func isUntouched(_ file: Int, _ current: FileIdentity) -> Bool {
        let (span, row) = (bytes.span, rows + file * Self.widths.row)
        func holds(_ place: Int, _ word: UInt64) -> Bool { span.eight(at: row + place * 8) == word }
        return current.kind == .plain && holds(0, UInt64(current.size)) && holds(1, 1)
            && holds(2, current.device) && holds(3, current.inode)
            && holds(4, UInt64(current.size))
            && holds(5, UInt64(bitPattern: current.modified))
            && holds(6, UInt64(bitPattern: current.changed))
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
    /// Where the next number stands.
    var position: Int
    /// Whether more was asked for than there is.
    private(set) var isSpent = false

    init(bytes: [UInt8], at position: Int = 0) { (self.bytes, self.position) = (bytes, position) }

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

    /// So many digests, or as many as there are.
    mutating func digests(_ count: Int) -> [Digest] {
        var digests: [Digest] = []
        for _ in 0..<count {
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
