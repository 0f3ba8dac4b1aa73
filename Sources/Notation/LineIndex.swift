/// The members of a line by their keys, read in a single pass and without copying a value.
///
/// Lines that this program wrote have keys that it knows, no escapes in them and no white space:
/// they are read as they come, eight bytes at a time. Any other line is read by a
/// ``JSONObjectIndex``, with the same result. An index is reused from line to line, so that a scan
/// allocates nothing per line.
public struct LineIndex: Sendable {
    /// The value of one member.
    public struct Member: Sendable {
        /// What kind of value it is.
        public let kind: JSONObjectIndex.Kind
        /// The bytes of the value; those between the quotes of a string.
        public let range: Range<Int>
        /// Whether a string has escapes.
        public let escaped: Bool
        /// The number of the line that it is of, by ``LineIndex/line``.
        fileprivate let line: Int

        /// The value as text, if it is a string.
        public func string(_ bytes: Span<UInt8>) -> String? {
            guard kind == .string else { return nil }
            return JSONText(range: range, escaped: escaped).decoded(bytes)
        }

        /// What is read of the bytes that a string spells, which are not copied where it has no escapes;
        /// `nil` if it is no string.
        public func read<Value>(
            _ bytes: Span<UInt8>,
            as value: (Span<UInt8>) -> Value?
        ) -> Value? {
            guard escaped else { return kind == .string ? value(bytes.extracting(range)) : nil }
            return string(bytes).flatMap { value($0.utf8Span.span) }
        }
    }

    /// The number of the line that is read, from 1 on.
    private var line = 0
    /// The members by the numbers of their keys; where the line does not have a key, that of another.
    private var members: [Member]
    private var strict = JSONObjectIndex()
    private let table = LineKey.table

    /// Makes an index that has read nothing yet.
    public init() {
        let none = Member(kind: .null, range: 0..<0, escaped: false, line: 0)
        members = Array(repeating: none, count: LineKey.words.count)
    }

    /// The member with a key, if the line has one.
    @inline(__always)
    public func member(_ key: LineKey) -> Member? {
        let member = members[key.rawValue]
        return member.line == line ? member : nil
    }

    /// Reads an object that fills the bytes; duplicate keys and lone surrogates are faults.
    ///
    /// - Throws: The first `JSONFault`; the index then holds what was read before it.
    public mutating func read(_ line: Span<UInt8>) throws(JSONFault) {
        guard readPlain(line) != line.count else { return }
        defer { takeStrict(line) }
        try strict.read(line)
    }

    /// Reads a line as this program writes it, from the start of bytes that may go on after it.
    ///
    /// - Returns: Where the object ends; `nil` where it must be read by ``read(_:)``.
    public mutating func readPlain(_ bytes: Span<UInt8>) -> Int? {
        line += 1
        guard !bytes.isEmpty, bytes[0] == ASCII.openBrace else { return nil }
        var position = 1
        while true {
            guard let (number, start) = key(bytes, at: position), start < bytes.count,
                let end = value(bytes, at: start, number), end < bytes.count
            else { return nil }
            position = end + 1
            if bytes[end] == ASCII.closeBrace { return position }
            guard bytes[end] == ASCII.comma else { return nil }
        }
    }

    /// Reads a key that is known and new in the line: its number, and where its value begins.
    @inline(__always)
    private func key(_ bytes: Span<UInt8>, at position: Int) -> (number: Int, value: Int)? {
        guard position < bytes.count, bytes[position] == ASCII.quote else { return nil }
        var first = bytes.eight(at: position + 1)
        var second: UInt64 = 0
        var count = 0
        let quote = EightBytes.first(ASCII.quote, in: first)
        if quote != 0 {
            count = quote.trailingZeroBitCount / 8
            first &= Self.mask(count)
        } else {
            second = bytes.eight(at: position + 9)
            let quote = EightBytes.first(ASCII.quote, in: second)
            guard quote != 0 else { return nil }
            count = quote.trailingZeroBitCount / 8
            second &= Self.mask(count)
            count += 8
        }
        let colon = position + count + 2
        guard colon < bytes.count, bytes[colon] == ASCII.colon,
            let number = table.number(first, second, count), members[number].line != line
        else { return nil }
        return (number, colon + 1)
    }

    /// The lowest bytes, fewer than eight.
    @inline(__always)
    private static func mask(_ count: Int) -> UInt64 { (1 << UInt64(8 * count)) &- 1 }

    /// Reads a value and puts it down under a key; says where it ends.
    @inline(__always)
    private mutating func value(_ bytes: Span<UInt8>, at start: Int, _ number: Int) -> Int? {
        switch bytes[start] {
        case ASCII.quote:
            let quote = bytes.firstUnplain(from: start + 1)
            guard quote < bytes.count, bytes[quote] == ASCII.quote else {
                return text(bytes, at: start, number)
            }
            put(number, .string, (start + 1)..<quote)
            return quote + 1
        case ASCII.openBracket:
            guard let end = plainArray(bytes, at: start) else {
                return other(bytes, at: start, number)
            }
            put(number, .array, start..<end)
            return end
        default:
            return other(bytes, at: start, number)
        }
    }

    /// Reads a string with escapes, or with characters of several bytes.
    private mutating func text(_ bytes: Span<UInt8>, at start: Int, _ number: Int) -> Int? {
        var scanner = JSONScanner(strictness: .unambiguous, at: start)
        guard let text = try? scanner.string(bytes) else { return nil }
        put(number, .string, text.range, escaped: text.escaped)
        return scanner.position
    }

    /// Reads any other value.
    private mutating func other(_ bytes: Span<UInt8>, at start: Int, _ number: Int) -> Int? {
        var scanner = JSONScanner(strictness: .unambiguous, at: start)
        guard let kind = try? JSONObjectIndex.kind(bytes, at: start),
            (try? scanner.value(bytes, depth: 1, building: false)) != nil
        else { return nil }
        put(number, kind, start..<scanner.position)
        return scanner.position
    }

    /// Where an array of plain strings ends that begins here, as `prev` is one.
    private func plainArray(_ bytes: Span<UInt8>, at start: Int) -> Int? {
        var position = start + 1
        while position < bytes.count, bytes[position] == ASCII.quote {
            let quote = bytes.firstUnplain(from: position + 1)
            guard quote + 1 < bytes.count, bytes[quote] == ASCII.quote else { return nil }
            if bytes[quote + 1] == ASCII.closeBracket { return quote + 2 }
            guard bytes[quote + 1] == ASCII.comma else { return nil }
            position = quote + 2
        }
        return nil
    }

    /// Puts down a member of the line.
    @inline(__always)
    private mutating func put(
        _ number: Int,
        _ kind: JSONObjectIndex.Kind,
        _ range: Range<Int>,
        escaped: Bool = false
    ) {
        members[number] = Member(kind: kind, range: range, escaped: escaped, line: line)
    }

    /// Takes over what the strict reader found.
    private mutating func takeStrict(_ bytes: Span<UInt8>) {
        line += 1
        for found in strict.members {
            let number =
                found.key.escaped
                ? table.number(of: found.key.decoded(bytes).utf8Span.span)
                : table.number(of: bytes.extracting(found.key.range))
            guard let number else { continue }
            put(number, found.kind, found.range, escaped: found.escaped)
        }
    }
}
