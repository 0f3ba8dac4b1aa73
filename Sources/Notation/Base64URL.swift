/// Base64 with the URL-safe alphabet and no padding (RFC 4648 section 5).
public enum Base64URL {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )

    /// Spells bytes.
    public static func spell(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
        }
        if count > 0 { text.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Spells bytes with the usual alphabet and padding, as other tools read it (section 4).
    public static func spellStandard(_ bytes: some Sequence<UInt8>) -> String {
        let text = spell(bytes).replacing("-", with: "+").replacing("_", with: "/")
        return text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    }

    /// Spells bits, six a character.
    static func spell(sextets: [UInt8]) -> String {
        let alphabet = alphabet
        return String(decoding: sextets.map { alphabet[Int($0)] }, as: UTF8.self)
    }

    /// Which place the character of six bits has among all, in the order of bytes.
    static func rank(_ sextet: UInt8) -> UInt8 {
        switch sextet {
        case 62: 0
        case 52...61: sextet - 51
        case ...25: sextet + 11
        case 63: 37
        default: sextet + 12
        }
    }

    /// The bytes that a text spells, or `nil` if it is not canonical.
    public static func read(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text {
            guard let value = value(byte) else { return nil }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(bits >> UInt32(count) & 0xFF))
            }
        }
        guard count < 6, bits & (1 << UInt32(count) - 1) == 0 else { return nil }
        return bytes
    }

    /// The six bits that a character stands for, or `nil`.
    static func value(_ byte: UInt8) -> UInt32? {
        let value = values[Int(byte)]
        return value == none ? nil : UInt32(value)
    }

    /// The bits that characters stand for, six each; `nil` where one has no place in it.
    ///
    /// - `text`: Ten characters at most.
    static func bits(_ text: Span<UInt8>) -> UInt64? {
        let values = values
        var bits: UInt64 = 0
        var met: UInt8 = 0
        for index in 0..<text.count {
            let value = values[Int(text[index])]
            met |= value
            bits = bits << 6 | UInt64(value & 63)
        }
        return met > 63 ? nil : bits
    }

    private static let none: UInt8 = 0xFF
    /// The bits of each byte, or `none`.
    private static let values: [UInt8] = {
        var values = Array(repeating: none, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()
}
