public import Notation

/// What somebody typed to name a person: `Jo Park <jo@example.org>`, a name, or an address.
public struct PersonDescription: Sendable, Equatable {
    /// The name, white space put in order; empty where there is none.
    public let name: String
    /// The address as given, or `nil`.
    public let address: String?

    /// Reads what was typed; `nil` if there is neither a name nor an address.
    public init?(_ typed: String) {
        let text = Self.tidied(typed)
        if text.utf8.last == UInt8(ascii: ">"), let open = text.lastIndex(of: "<") {
            name = Self.tidied(String(text[..<open]))
            address = Self.tidied(String(text[text.index(after: open)...].dropLast()))
            guard address?.isEmpty == false else { return nil }
        } else if Self.isAddress(text) {
            name = ""
            address = text
        } else {
            // An address among the words of a name would be found by nobody.
            guard !text.utf8.contains(UInt8(ascii: "@")) else { return nil }
            name = text
            address = nil
        }
        guard !name.isEmpty || address != nil else { return nil }
    }

    /// An address as it is compared: letters in lower case, a telephone number as its digits.
    public static func normalised(_ address: String) -> String {
        guard isAddress(address), !address.utf8.contains(UInt8(ascii: "@")) else {
            return tidied(address).lowercased()
        }
        let kept = address.utf8.filter { isDigit($0) || $0 == UInt8(ascii: "+") }
        return String(decoding: kept, as: UTF8.self)
    }

    /// A name as it is compared: without regard to case.
    public static func compared(_ name: String) -> Verbatim { Verbatim(tidied(name).lowercased()) }

    private static func isAddress(_ text: String) -> Bool {
        let bytes = text.utf8
        if bytes.contains(UInt8(ascii: "@")) { return !bytes.contains(where: isOutside) }
        return bytes.count { isDigit($0) } >= 6
            && bytes.allSatisfy { isDigit($0) || "+ ()-./".utf8.contains($0) }
    }

    /// Whether a byte is none of an address: a space, or a bracket about one.
    private static func isOutside(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// A text without line breaks, as names and addresses are, so that it stays on its line in a letter.
    static func folded(_ text: String) -> String {
        text.utf8.contains { $0 < 0x20 } ? tidied(text) : text
    }

    /// A text without white space at its ends, and with single blanks in it.
    public static func tidied(_ text: String) -> String {
        guard !text.isEmpty else { return text }
        // Most are ASCII with single spaces between words, and nothing is to be done about them.
        var last = UInt8(ascii: " ")
        let isTidy = text.utf8.allSatisfy { byte in
            defer { last = byte }
            return (0x21...0x7E).contains(byte)
                || (byte == UInt8(ascii: " ") && last != UInt8(ascii: " "))
        }
        if isTidy, last != UInt8(ascii: " ") { return text }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
