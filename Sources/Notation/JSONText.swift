/// Where a JSON string stands in a document: the bytes between its quotes.
public struct JSONText: Equatable, Sendable {
    /// The bytes between the quotes, as written.
    public let range: Range<Int>
    /// Whether a backslash is among them.
    public let escaped: Bool

    /// The string that the bytes spell; a lone surrogate becomes U+FFFD.
    public func decoded(_ bytes: Span<UInt8>) -> String {
        String(unescaping: bytes, in: range, escaped: escaped)
    }
}

extension String {
    /// The string that JSON string bytes spell.
    init(unescaping bytes: Span<UInt8>, in range: Range<Int>, escaped: Bool) {
        if !escaped, let verbatim = try? UTF8Span(validating: bytes.extracting(range)) {
            self = String(copying: verbatim)
        } else {
            self = resolve(bytes, range)
        }
    }
}

/// The string that bytes spell which hold escapes.
private func resolve(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
        if bytes[index] == ASCII.backslash {
            text.append(contentsOf: String(unescape(bytes, &index)).utf8)
        } else {
            text.append(bytes[index])
            index += 1
        }
    }
    return String(decoding: text, as: UTF8.self)
}

/// The scalar that an escape spells; moves the index past it.
private func unescape(_ bytes: Span<UInt8>, _ index: inout Int) -> Unicode.Scalar {
    let code = bytes[index + 1]
    guard code == UInt8(ascii: "u") else {
        index += 2
        return switch code {
        case UInt8(ascii: "b"): "\u{8}"
        case UInt8(ascii: "f"): "\u{C}"
        case UInt8(ascii: "n"): "\n"
        case UInt8(ascii: "r"): "\r"
        case UInt8(ascii: "t"): "\t"
        default: Unicode.Scalar(code)
        }
    }
    let unit = codeUnit(bytes, index)
    index += 6
    guard unit & 0xF800 == 0xD800 else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
    guard unit < 0xDC00, index + 5 < bytes.count, bytes[index] == ASCII.backslash,
        bytes[index + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let low = codeUnit(bytes, index)
    guard low & 0xFC00 == 0xDC00 else { return "\u{FFFD}" }
    index += 6
    return Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF) ?? "\u{FFFD}"
}

private func codeUnit(_ bytes: Span<UInt8>, _ index: Int) -> UInt32 {
    (2..<6).reduce(0) { $0 << 4 | (ASCII.hexDigit(bytes[index + $1]) ?? 0) }
}
