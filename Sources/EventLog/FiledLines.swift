import Notation
public import SystemPackage

/// A file of lines that grows at its end, of which single lines are found by words.
///
/// Under which words a line is found an earlier command noted in `.referral/`; only what has come
/// since is read. What was noted is a cache: it may be deleted at any time, and is passed over where
/// it is damaged or the file before its end is not as it was. It holds no word, only keyed hashes.
///
/// ```
/// people        edition, key (two words), how many bytes of the file it covers, SHA-256 over these
///               (four words), where the rows begin, how many there are; rows: hash of a word, and
///               where a line begins, by hash and place
/// people.seen   edition, key, the identity of the file (five words) when these bytes were last
///               known to be so, and how far a caller has looked at the lines
/// ```
public struct FiledLines: Sendable {
    private static let edition: UInt64 = 0x7265_6665_7261_7001
    private static let headerSize = 80
    private static let name = "people"
    private static let seenName = "people.seen"

    /// What has come since: the bytes after those whose lines were noted.
    public let tail: [UInt8]
    /// How many bytes were noted.
    public let covered: Int
    /// How far somebody has looked at the lines: see ``appended(_:to:having:lookedAt:)``.
    public let lookedAt: Int
    private let file: File
    private let state: FilePath
    private let key: Key
    private let identity: FileIdentity
    private let rows: PagedRows

    /// What makes the hashes of one note those of no other.
    private struct Key: Equatable {
        let high: UInt64
        let low: UInt64

        /// What a word is found under.
        func hash(_ word: String) -> UInt64 {
            var bytes: [UInt8] = []
            bytes.append(word: high)
            bytes.append(word: low)
            return Digest(of: bytes, Array(word.utf8)).prefix(bits: 64)
        }
    }

    /// Opens a file whose lines were noted; `nil` where nothing was that can be trusted.
    ///
    /// - `state`: The directory `.referral` of the ledger.
    public init?(_ path: FilePath, in state: FilePath) {
        guard let notes = try? File(state.appending(Self.name), for: .reading),
            let header = try? PagedBytes.content(0..<Self.headerSize, of: notes),
            let size = try? notes.identity.size,
            let file = try? File(path, for: .reading), let identity = try? file.identity
        else { return nil }
        var reader = WordReader(bytes: header)
        guard reader.word() == Self.edition else { return nil }
        key = Key(high: reader.word(), low: reader.word())
        covered = reader.number()
        let hash = reader.digest()
        rows = PagedRows(file: notes, offset: reader.number(), count: reader.number())
        guard rows.offset <= size, rows.count <= size, covered <= identity.size else { return nil }
        self.file = file
        self.state = state
        self.identity = identity
        let now = SystemCalls.now
        if let seen = Seen(in: state), seen.key == key, seen.identity == identity {
            lookedAt = seen.lookedAt
        } else {
            guard (try? file.digest(of: covered)) == hash else { return nil }
            lookedAt = covered
            if identity.isSettled(at: now) {
                Seen(key: key, identity: identity, lookedAt: covered).note(in: state)
            }
        }
        guard let tail = try? file.bytes(identity.size - covered, at: covered) else { return nil }
        self.tail = tail
    }

    /// The lines noted under some words, in the order of the file, without their ends.
    ///
    /// - Returns: `nil` where what was noted, or the file, is not what it should be.
    public func lines(under words: [String]) -> [[UInt8]]? {
        var places: Set<Int> = []
        for word in words {
            guard let found = try? rows.values(of: key.hash(word)) else { return nil }
            for place in found { places.insert(Int(clamping: place)) }
        }
        var lines: [[UInt8]] = []
        for place in places.sorted() {
            guard let line = file.line(at: place, before: covered) else { return nil }
            lines.append(line)
        }
        return lines
    }

    /// Every byte of the file, as it was opened.
    public func readAll() throws(SystemFault) -> [UInt8] { try file.bytes(identity.size, at: 0) }

    /// Notes that lines were added at the end of the file, by the holder of the ledger's lock.
    ///
    /// The file gets the time of the clock to the nanosecond, which no write gives it: so the next
    /// command sees by this and by the time of its last change of any kind that it is as it was left.
    ///
    /// - Parameters:
    ///   - count: How many bytes were added.
    ///   - file: The file, open, as it is now.
    ///   - before: What it was before lines were added.
    ///   - lookedAt: How far somebody has looked at the lines, for some purpose of the caller's.
    public func appended(
        _ count: Int,
        to file: File,
        having before: FileIdentity,
        lookedAt: Int
    ) {
        guard before == identity, (try? file.stamp()) != nil, let after = try? file.identity,
            after.size == before.size + count, after.modified % 1_000_000 != 0
        else { return }
        Seen(key: key, identity: after, lookedAt: lookedAt).note(in: state)
    }

    /// Notes the lines of a file, for the commands to come; where that cannot be done, nothing is said.
    ///
    /// - Parameters:
    ///   - bytes: The bytes of the file; what follows the last LF is left out.
    ///   - state: The directory `.referral` of the ledger.
    ///   - words: Under what a line is to be found.
    public static func note(
        _ bytes: [UInt8],
        in state: FilePath,
        words: ([UInt8]) -> [String]
    ) {
        let key = Key(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
        let span = bytes.span
        var rows: [PagedRows.Row] = []
        var start = 0
        for end in 0..<span.count where span[end] == 0x0A {
            for word in words(Array(bytes[start..<end])) {
                rows.append(PagedRows.Row(key: key.hash(word), value: UInt64(start)))
            }
            start = end + 1
        }
        rows.sort { ($0.key, $0.value) < ($1.key, $1.value) }
        var content: [UInt8] = []
        content.reserveCapacity(headerSize + rows.count * PagedRows.width)
        for word in [edition, key.high, key.low, UInt64(start)] { content.append(word: word) }
        content.append(Digest(of: span.extracting(first: start)))
        content.append(word: UInt64(headerSize))
        content.append(word: UInt64(rows.count))
        for row in rows {
            content.append(word: row.key)
            content.append(word: row.value)
        }
        replace(name, with: content, in: state)
    }

    /// Takes away what commands noted.
    public static func forget(in state: FilePath) {
        for name in [name, seenName] { File.remove(state.appending(name)) }
    }

    private static func replace(_ name: String, with content: [UInt8], in state: FilePath) {
        let pages = PagedBytes.pages(of: content)
        try? Draft.replace(state.appending(name)) { file throws(SystemFault) in
            try file.write(pages)
        }
    }

    /// When the bytes that are covered were last known to be as they were.
    private struct Seen {
        private static let size = 72

        let key: Key
        let lookedAt: Int
        let identity: FileIdentity

        init(key: Key, identity: FileIdentity, lookedAt: Int) {
            self.key = key
            self.identity = identity
            self.lookedAt = lookedAt
        }

        init?(in state: FilePath) {
            guard let file = try? File(state.appending(FiledLines.seenName), for: .reading),
                let content = try? PagedBytes.content(0..<Self.size, of: file)
            else { return nil }
            var reader = WordReader(bytes: content)
            guard reader.word() == FiledLines.edition else { return nil }
            key = Key(high: reader.word(), low: reader.word())
            identity = reader.identity(.plain)
            lookedAt = reader.number()
        }

        func note(in state: FilePath) {
            var content: [UInt8] = []
            for word in [FiledLines.edition, key.high, key.low] { content.append(word: word) }
            content.append(identity)
            content.append(word: UInt64(lookedAt))
            FiledLines.replace(FiledLines.seenName, with: content, in: state)
        }
    }
}
