/// A single pass over JSON bytes: verifies the grammar of RFC 8259 and tells where things stand.
///
/// The scanner holds a position and no bytes; every call is given the same span. It recurses once
/// a nesting level, to `maximumDepth` levels, and allocates only for what it is asked to build.
struct JSONScanner {
    /// Containers inside containers that are read before the document is refused.
    static let maximumDepth = 128

    /// The offset of the next byte to be read.
    private(set) var position: Int
    private let strictness: JSONStrictness

    /// Starts at an offset of the bytes that later calls are given.
    init(strictness: JSONStrictness, at position: Int = 0) {
        self.strictness = strictness
        self.position = position
    }

    /// Reads one value that fills the bytes, and builds it.
    mutating func document(_ bytes: Span<UInt8>) throws(JSONFault) -> JSONValue {
        skipWhiteSpace(bytes)
        let value = try value(bytes, depth: 0, building: true)
        try finish(bytes)
        return value
    }

    /// Confirms that nothing but white space is left.
    mutating func finish(_ bytes: Span<UInt8>) throws(JSONFault) {
        skipWhiteSpace(bytes)
        guard position == bytes.count else { throw fault("text after the end of the value") }
    }

    /// Reads any value; what it returns is `.null` unless it is building.
    @discardableResult
    mutating func value(
        _ bytes: Span<UInt8>,
        depth: Int,
        building: Bool
    ) throws(JSONFault) -> JSONValue {
        guard position < bytes.count else { throw fault("the text ends where a value should be") }
        switch bytes[position] {
        case ASCII.quote:
            let token = try string(bytes)
            return building ? .string(token.decoded(bytes)) : .null
        case ASCII.openBrace:
            return try object(bytes, depth: depth + 1, building: building)
        case ASCII.openBracket:
            return try array(bytes, depth: depth + 1, building: building)
        case ASCII.minus, ASCII.zero...ASCII.nine:
            let range = try number(bytes)
            return building ? .number(text(bytes, range)) : .null
        case UInt8(ascii: "t"):
            try literal("true", bytes)
            return .bool(true)
        case UInt8(ascii: "f"):
            try literal("false", bytes)
            return .bool(false)
        case UInt8(ascii: "n"):
            try literal("null", bytes)
            return .null
        default:
            throw fault("no JSON value begins like this")
        }
    }

    /// Reads the `{` of an object; `false` if the object is empty and now closed.
    mutating func beginObject(_ bytes: Span<UInt8>) throws(JSONFault) -> Bool {
        guard position < bytes.count, bytes[position] == ASCII.openBrace else {
            throw fault("an object should begin here")
        }
        position += 1
        skipWhiteSpace(bytes)
        guard position < bytes.count, bytes[position] == ASCII.closeBrace else { return true }
        position += 1
        return false
    }

    /// Reads a key and its colon, up to the first byte of the value.
    mutating func key(_ bytes: Span<UInt8>) throws(JSONFault) -> JSONText {
        guard position < bytes.count, bytes[position] == ASCII.quote else {
            throw fault("a key in quotes should stand here")
        }
        let key = try string(bytes)
        skipWhiteSpace(bytes)
        guard position < bytes.count, bytes[position] == ASCII.colon else {
            throw fault("a colon should follow the key")
        }
        position += 1
        skipWhiteSpace(bytes)
        return key
    }

    /// Reads what stands between members: `true` after a comma, `false` after the closing byte.
    mutating func more(_ bytes: Span<UInt8>, until close: UInt8) throws(JSONFault) -> Bool {
        skipWhiteSpace(bytes)
        guard position < bytes.count else { throw fault("the text ends inside a container") }
        if bytes[position] == close {
            position += 1
            return false
        }
        guard bytes[position] == ASCII.comma else { throw fault("a comma should stand here") }
        position += 1
        skipWhiteSpace(bytes)
        return true
    }

    /// Passes over space, tab, line feed and carriage return.
    mutating func skipWhiteSpace(_ bytes: Span<UInt8>) {
        while position < bytes.count {
            switch bytes[position] {
            case ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn: position += 1
            default: return
            }
        }
    }

    private mutating func object(
        _ bytes: Span<UInt8>,
        depth: Int,
        building: Bool
    ) throws(JSONFault) -> JSONValue {
        guard depth <= Self.maximumDepth else {
            throw fault("nested too deeply: \(Self.maximumDepth) levels are read")
        }
        var members: [JSONMember] = []
        guard try beginObject(bytes) else { return .object([]) }
        var keys = JSONKeySet()
        repeat {
            let start = position
            let key = try key(bytes)
            if strictness == .unambiguous, !keys.insert(key, bytes) {
                throw JSONFault("the key stands twice in one object", at: start)
            }
            let value = try value(bytes, depth: depth, building: building)
            if building { members.append(JSONMember(key.decoded(bytes), value)) }
        } while try more(bytes, until: ASCII.closeBrace)
        return .object(members)
    }

    private mutating func array(
        _ bytes: Span<UInt8>,
        depth: Int,
        building: Bool
    ) throws(JSONFault) -> JSONValue {
        guard depth <= Self.maximumDepth else {
            throw fault("nested too deeply: \(Self.maximumDepth) levels are read")
        }
        position += 1
        skipWhiteSpace(bytes)
        if position < bytes.count, bytes[position] == ASCII.closeBracket {
            position += 1
            return .array([])
        }
        var elements: [JSONValue] = []
        repeat {
            let element = try value(bytes, depth: depth, building: building)
            if building { elements.append(element) }
        } while try more(bytes, until: ASCII.closeBracket)
        return .array(elements)
    }

    private mutating func number(_ bytes: Span<UInt8>) throws(JSONFault) -> Range<Int> {
        let start = position
        if bytes[position] == ASCII.minus { position += 1 }
        if position < bytes.count, bytes[position] == ASCII.zero {
            position += 1
        } else {
            try digits(bytes)
        }
        if position < bytes.count, bytes[position] == ASCII.period {
            position += 1
            try digits(bytes)
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count,
                bytes[position] == ASCII.plus || bytes[position] == ASCII.minus
            {
                position += 1
            }
            try digits(bytes)
        }
        return start..<position
    }

    private mutating func digits(_ bytes: Span<UInt8>) throws(JSONFault) {
        let start = position
        while position < bytes.count, ASCII.digit(bytes[position]) != nil { position += 1 }
        guard position > start else { throw fault("a digit should stand here") }
    }

    private mutating func literal(
        _ word: String,
        _ bytes: Span<UInt8>
    ) throws(JSONFault) {
        for byte in word.utf8 {
            guard position < bytes.count, bytes[position] == byte else {
                throw fault("no JSON value begins like this")
            }
            position += 1
        }
    }

    private func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        String(unescaping: bytes, in: range, escaped: false)
    }

    private func fault(_ problem: String) -> JSONFault { JSONFault(problem, at: position) }
}

extension JSONScanner {
    /// Reads a string with its quotes.
    mutating func string(_ bytes: Span<UInt8>) throws(JSONFault) -> JSONText {
        position += 1
        let start = position
        var escaped = false
        while true {
            // Most bytes are plain: they are passed over without a word.
            let index = bytes.firstUnplain(from: position)
            position = index
            guard index < bytes.count else { break }
            let byte = bytes[index]
            if byte == ASCII.quote {
                position += 1
                return JSONText(range: start..<index, escaped: escaped)
            } else if byte == ASCII.backslash {
                escaped = true
                try escape(bytes)
            } else if byte < ASCII.space {
                throw fault("a control character must be escaped")
            } else {
                let length = UTF8Sequence.length(bytes, at: index)
                guard length > 0 else { throw fault("not UTF-8") }
                position += length
            }
        }
        throw fault("the string does not end")
    }

    private mutating func escape(_ bytes: Span<UInt8>) throws(JSONFault) {
        let start = position
        guard position + 1 < bytes.count else { throw fault("the string does not end") }
        switch bytes[position + 1] {
        case ASCII.quote, ASCII.backslash, ASCII.slash, UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            let unit = try codeUnit(bytes)
            guard strictness == .unambiguous, unit & 0xF800 == 0xD800 else { return }
            guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == ASCII.backslash,
                bytes[position + 1] == UInt8(ascii: "u"),
                try codeUnit(bytes) & 0xFC00 == 0xDC00
            else { throw JSONFault("half of a surrogate pair", at: start) }
        default:
            throw fault("no such escape")
        }
    }

    private mutating func codeUnit(_ bytes: Span<UInt8>) throws(JSONFault) -> UInt32 {
        var unit: UInt32 = 0
        for offset in 2..<6 {
            guard position + offset < bytes.count,
                let digit = ASCII.hexDigit(bytes[position + offset])
            else { throw fault("four hexadecimal digits should follow \\u") }
            unit = unit << 4 | digit
        }
        position += 6
        return unit
    }
}
