public import Notation

/// One line of the log, as far as the log itself understands it.
///
/// A line is a JSON object in UTF-8 that ends in LF. The log reads two of its keys and leaves the
/// others to whoever asked: `id`, a ULID, and `prev`, the hashes of the lines that the writer had
/// seen and that no line named. `prev` is an array, sorted, the last key; only the founding line
/// has none.
///
/// ```
/// {"id":"01JQ3ZK5V0T3M8N6Q4R2S1XWYZ","type":"ledger",…,"v":1,"name":"clinic"}
/// {"id":"01JQ3ZKH2RWQ1V5H6PNB8TGE04","type":"submitted",…,"prev":["k9T…43 characters…"]}
/// ```
///
/// The hash of a line is SHA-256 over its bytes without the LF, without a CR before that, and
/// without a byte order mark, spelled in base64url.
public enum LineFormat {
    /// A line that is an event.
    struct Reading {
        let id: ULID
        let names: Names
    }

    /// The hashes under `prev`; most lines have one, which needs no array.
    public enum Names: Sendable {
        /// One hash.
        case one(Digest)
        /// Any other number of them.
        case several([Digest])
        /// There is no `prev`: the line founds the log.
        case founding

        /// The hashes; `nil` on a founding line.
        public var prev: [Digest]? {
            switch self {
            case .one(let hash): [hash]
            case .several(let hashes): hashes
            case .founding: nil
            }
        }
    }

    /// Why bytes between two line ends are no event.
    struct Problem: Error {
        let kind: LogFault.Kind
        let detail: String
        /// Byte offset in the line, from 0.
        let offset: Int
    }

    /// The line of an event: its object, given the heads that the writer knew.
    ///
    /// - Parameters:
    ///   - object: A canonical JSON object that has no `prev`.
    ///   - heads: What the event names; `nil` for the founding line.
    /// - Returns: The bytes with LF at their end.
    public static func line(_ object: [UInt8], naming heads: [Digest]?) -> [UInt8] {
        var line = object
        if let heads {
            line.removeLast()
            line.append(contentsOf: ",\"prev\":[".utf8)
            for (index, head) in heads.sorted().enumerated() {
                if index > 0 { line.append(UInt8(ascii: ",")) }
                line.append(contentsOf: "\"\(head)\"".utf8)
            }
            line.append(contentsOf: "]}".utf8)
        }
        line.append(0x0A)
        return line
    }

    /// Where a line is without a byte order mark before it and a CR after it.
    public static func content(_ line: Span<UInt8>) -> Range<Int> {
        content(line, 0..<line.count)
    }

    /// The bytes of a line without a byte order mark before it and a CR after it.
    static func content(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        if end - start >= 3, bytes[start] == 0xEF, bytes[start + 1] == 0xBB,
            bytes[start + 2] == 0xBF
        {
            start += 3
        }
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    /// The hash by which later lines name this one.
    public static func hash(_ line: Span<UInt8>) -> Digest { Digest(of: line) }

    /// Reads what the log understands of a line.
    static func read(
        _ line: Span<UInt8>,
        _ index: inout LineIndex
    ) throws(Problem) -> Reading {
        do {
            try index.read(line)
        } catch {
            throw damage(line, error)
        }
        return try reading(line, index)
    }

    /// What the log understands of a line that is an object.
    static func reading(
        _ line: Span<UInt8>,
        _ index: LineIndex
    ) throws(Problem) -> Reading {
        guard let member = index.member(.id), member.kind == .string else {
            throw Problem(kind: .noEvent, detail: "no \"id\"", offset: 0)
        }
        guard let id = member.read(line, as: { ULID($0) }) else {
            throw Problem(kind: .noEvent, detail: "no ULID", offset: member.range.lowerBound)
        }
        guard IdentifierMint.isPossible(id) else {
            throw Problem(
                kind: .noEvent,
                detail: "an id of the year 10100 or later",
                offset: member.range.lowerBound
            )
        }
        guard index.member(.type)?.kind == .string else {
            throw Problem(kind: .noEvent, detail: "no \"type\"", offset: 0)
        }
        guard let prev = index.member(.prev) else { return Reading(id: id, names: .founding) }
        guard let names = names(line, prev) else {
            throw Problem(
                kind: .noEvent,
                detail: "\"prev\" is no array of hashes",
                offset: prev.range.lowerBound
            )
        }
        return Reading(id: id, names: names)
    }

    private static func damage(_ line: Span<UInt8>, _ fault: JSONFault) -> Problem {
        for marker in ["<<<<<<<", "=======", ">>>>>>>", "|||||||"] where begins(line, marker) {
            return Problem(kind: .marker, detail: "a conflict marker of git", offset: 0)
        }
        if line[0] == 0 { return Problem(kind: .zeros, detail: "NUL bytes", offset: 0) }
        return Problem(kind: .notJSON, detail: fault.problem, offset: fault.offset)
    }

    private static func begins(_ line: Span<UInt8>, _ word: String) -> Bool {
        guard line.count >= word.utf8.count else { return false }
        for (index, byte) in word.utf8.enumerated() where line[index] != byte { return false }
        return true
    }

    private static func names(_ line: Span<UInt8>, _ member: LineIndex.Member) -> Names? {
        guard member.kind == .array else { return nil }
        let (start, end) = (member.range.lowerBound, member.range.upperBound)
        // The member was verified; 45 bytes a hash with its quotes, between two brackets.
        if end - start == 47, let hash = hash(line, at: start + 1) { return .one(hash) }
        var hashes: [Digest] = []
        var position = start + 1
        while position < end - 1 {
            guard line[position] == UInt8(ascii: "\"") else {
                position += 1
                continue
            }
            guard position + 45 < end, let hash = hash(line, at: position) else { return nil }
            hashes.append(hash)
            position += 45
        }
        return .several(hashes)
    }

    /// The hash that stands between quotes, the first of them here.
    private static func hash(_ line: Span<UInt8>, at quote: Int) -> Digest? {
        guard line[quote] == UInt8(ascii: "\""), line[quote + 44] == UInt8(ascii: "\"") else {
            return nil
        }
        return Digest(line.extracting((quote + 1)..<(quote + 44)))
    }
}
