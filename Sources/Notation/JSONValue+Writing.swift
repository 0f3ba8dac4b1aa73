extension JSONValue {
    /// The value as compact UTF-8 JSON.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    /// Appends the value to bytes: no white space, only the escapes that RFC 8259 section 7 demands.
    public func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let text): bytes.append(contentsOf: text.utf8)
        case .string(let text): Self.write(text, to: &bytes)
        case .array(let elements):
            bytes.append(ASCII.openBracket)
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(ASCII.comma) }
                element.write(to: &bytes)
            }
            bytes.append(ASCII.closeBracket)
        case .object(let members):
            bytes.append(ASCII.openBrace)
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(ASCII.comma) }
                Self.write(member.key, to: &bytes)
                bytes.append(ASCII.colon)
                member.value.write(to: &bytes)
            }
            bytes.append(ASCII.closeBrace)
        }
    }

    /// Appends a text as a JSON string.
    static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(ASCII.quote)
        defer { bytes.append(ASCII.quote) }
        let span = text.utf8Span.span
        // Most is ASCII with nothing to escape, which is seen eight bytes at a time.
        let isPlain =
            span.firstUnplain(from: 0) == span.count
            || text.utf8.allSatisfy {
                $0 >= ASCII.space && $0 != ASCII.quote && $0 != ASCII.backslash
            }
        guard !isPlain else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        for byte in text.utf8 {
            switch byte {
            case ASCII.quote, ASCII.backslash: bytes.append(contentsOf: [ASCII.backslash, byte])
            case 0x08: bytes.append(contentsOf: "\\b".utf8)
            case 0x0C: bytes.append(contentsOf: "\\f".utf8)
            case ASCII.lineFeed: bytes.append(contentsOf: "\\n".utf8)
            case ASCII.carriageReturn: bytes.append(contentsOf: "\\r".utf8)
            case ASCII.tab: bytes.append(contentsOf: "\\t".utf8)
            case 0x00..<0x20:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(contentsOf: [hex(byte >> 4), hex(byte & 15)])
            default: bytes.append(byte)
            }
        }
    }

    private static func hex(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? ASCII.zero + nibble : UInt8(ascii: "a") + nibble - 10
    }
}
