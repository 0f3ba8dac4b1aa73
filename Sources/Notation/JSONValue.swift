/// A JSON value with its members in the order written and its numbers as written.
public enum JSONValue: Equatable, Sendable {
    /// The literal `null`.
    case null
    /// The literals `true` and `false`.
    case bool(Bool)
    /// A number, kept as its text: no digit is ever lost.
    case number(String)
    /// A string, its escapes resolved.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object; keys may repeat if the reader let them.
    case object([JSONMember])

    /// Reads one document that fills the bytes, white space around it allowed.
    ///
    /// - Throws: The first `JSONFault`, with its byte offset.
    public init(
        parsing bytes: Span<UInt8>,
        strictness: JSONStrictness = .unambiguous
    ) throws(JSONFault) {
        var scanner = JSONScanner(strictness: strictness)
        self = try scanner.document(bytes)
    }

    /// Reads one document from a string.
    public init(
        parsing text: String,
        strictness: JSONStrictness = .unambiguous
    ) throws(JSONFault) {
        let bytes = Array(text.utf8)
        try self.init(parsing: bytes.span, strictness: strictness)
    }

    /// A whole number.
    public static func integer(_ value: some BinaryInteger) -> JSONValue { .number(String(value)) }

    /// A string, or `null` where there is none.
    public static func optional(_ value: String?) -> JSONValue {
        value.map { .string($0) } ?? .null
    }

    /// A finite double as the shortest digits that read back as the same double.
    public static func double(_ value: Double?) -> JSONValue {
        guard let value, value.isFinite else { return .null }
        return .number(String(value))
    }

    /// The first member of that name, if this is an object that has one.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        // Texts that are alike are told apart by their bytes; those that are not need no look at them.
        return members.first { $0.key == key && Verbatim($0.key) == Verbatim(key) }?.value
    }

    /// Compares texts by their bytes.
    public static func == (one: JSONValue, other: JSONValue) -> Bool {
        switch (one, other) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.number(let one), .number(let other)), (.string(let one), .string(let other)):
            Verbatim(one) == Verbatim(other)
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }

    /// The text, if this is a string.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}
