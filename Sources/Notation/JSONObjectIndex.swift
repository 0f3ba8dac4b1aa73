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
    private var keys = JSONKeySet()

    /// Makes an index that has read nothing yet.
    public init() {}

    /// Reads an object that fills the bytes; duplicate keys and lone surrogates are faults.
    ///
    /// - Throws: The first `JSONFault`; `members` then holds what was read before it.
    public mutating func read(_ bytes: Span<UInt8>) throws(JSONFault) {
        members.removeAll(keepingCapacity: true)
        keys.removeAll()
        var scanner = JSONScanner(strictness: .unambiguous)
        scanner.skipWhiteSpace(bytes)
        guard try scanner.beginObject(bytes) else { return try scanner.finish(bytes) }
        repeat {
            let key = try scanner.key(bytes)
            guard keys.insert(key, bytes) else {
                throw JSONFault("the key stands twice in one object", at: key.range.lowerBound - 1)
            }
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
