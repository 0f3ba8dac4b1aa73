/// The members of one JSON object by place, read in a single pass and without copying a value.
///
/// What decodes a line asks for the keys that it knows; the rest was verified and costs nothing
/// more. An index is reused from line to line, so that a scan allocates nothing per line.
public struct JSONObjectIndex: Sendable {
    /// One member of the object.
    public struct Member: Sendable {
        /// The key.
        public let key: JSONText
        /// What kind of value it is.
        public let kind: Kind
        /// The bytes of the value; those between the quotes of a string.
        public let range: Range<Int>
        /// Whether a string has escapes.
        public let escaped: Bool
    }

    /// The kinds of JSON value.
    public enum Kind: Sendable {
        /// A string.
        case string
        /// A number.
        case number
        /// `true` or `false`.
        case bool
        /// `null`.
        case null
        /// An array.
        case array
        /// An object.
        case object
    }

    /// The members in the order written.
    public private(set) var members: [Member] = []
    /// Marks of the keys so far: where a key's is not among them, it is a new one.
    private var marks: UInt64 = 0

    /// Makes an index that has read nothing yet.
    public init() {}

    /// Reads an object that fills the bytes; duplicate keys and lone surrogates are faults.
    ///
    /// - Throws: The first `JSONFault`; `members` then holds what was read before it.
    public mutating func read(_ bytes: Span<UInt8>) throws(JSONFault) {
        members.removeAll(keepingCapacity: true)
        marks = 0
        var scanner = JSONScanner(strictness: .unambiguous)
        scanner.skipWhiteSpace(bytes)
        guard try scanner.beginObject(bytes) else { return try scanner.finish(bytes) }
        repeat {
            let key = try scanner.key(bytes)
            try refuseRepeated(key, bytes)
            let start = scanner.position
            let kind = try Self.kind(bytes, at: start)
            if kind == .string {
                let text = try scanner.string(bytes)
                members.append(
                    Member(key: key, kind: kind, range: text.range, escaped: text.escaped)
                )
            } else {
                try scanner.value(bytes, depth: 1, building: false)
                members.append(
                    Member(
                        key: key,
                        kind: kind,
                        range: start..<scanner.position,
                        escaped: false
                    )
                )
            }
        } while try scanner.more(bytes, until: ASCII.closeBrace)
        try scanner.finish(bytes)
    }

    private mutating func refuseRepeated(
        _ key: JSONText,
        _ bytes: Span<UInt8>
    ) throws(JSONFault) {
        let mark = Self.mark(key, bytes)
        defer { marks |= mark }
        // A key with escapes has the mark of no other.
        guard key.escaped || marks & (mark | 1) != 0 else { return }
        for member in members {
            let other = member.key
            if other.escaped || key.escaped {
                guard other.decoded(bytes).utf8.elementsEqual(key.decoded(bytes).utf8) else {
                    continue
                }
            } else {
                guard Self.equal(other.range, key.range, bytes) else { continue }
            }
            throw JSONFault("the key stands twice in one object", at: key.range.lowerBound - 1)
        }
    }

    /// A bit by the length, the first and the last byte of a key; the lowest for one with escapes.
    private static func mark(_ key: JSONText, _ bytes: Span<UInt8>) -> UInt64 {
        guard !key.escaped else { return 1 }
        guard !key.range.isEmpty else { return 2 }
        let ends = Int(bytes[key.range.lowerBound]) &* 7 &+ Int(bytes[key.range.upperBound - 1])
        return 1 << (2 + UInt64((ends &* 5 &+ key.range.count) % 62))
    }

    private static func equal(_ one: Range<Int>, _ other: Range<Int>, _ bytes: Span<UInt8>) -> Bool
    {
        guard one.count == other.count else { return false }
        for offset in 0..<one.count
        where bytes[one.lowerBound + offset] != bytes[other.lowerBound + offset] {
            return false
        }
        return true
    }

    static func kind(_ bytes: Span<UInt8>, at index: Int) throws(JSONFault) -> Kind {
        guard index < bytes.count else {
            throw JSONFault("the text ends where a value should be", at: index)
        }
        return switch bytes[index] {
        case ASCII.quote: .string
        case ASCII.openBrace: .object
        case ASCII.openBracket: .array
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
        case UInt8(ascii: "n"): .null
        default: .number
        }
    }
}
