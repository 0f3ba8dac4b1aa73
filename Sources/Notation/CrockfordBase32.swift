/// Crockford's base 32: digits and letters without I, L, O and U, five bits a character.
///
/// Source: Douglas Crockford, "Base 32". Case does not matter when reading by hand, O reads as 0,
/// I and L as 1; what stands in files is upper case (writer names: lower case).
public enum CrockfordBase32 {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Spells the lowest `5 * digits` bits of a number, the most significant first.
    public static func spell(_ value: UInt128, digits: Int) -> String {
        let alphabet = alphabet
        var text: [UInt8] = []
        text.reserveCapacity(digits)
        // Twelve characters show 60 bits of a number.
        var left = digits
        while left > 0 {
            let count = (left - 1) % 12 + 1
            left -= count
            let part = UInt64(truncatingIfNeeded: value >> UInt128(5 * left))
            for index in 1...count {
                text.append(alphabet[Int(part >> UInt64(5 * (count - index)) & 31)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The number that canonical upper-case characters spell, or `nil`.
    public static func read(_ text: Span<UInt8>) -> UInt128? {
        let digits = digits
        // Twelve characters fill 60 bits of a number.
        var value: UInt128 = 0
        var met: UInt8 = 0
        var start = 0
        while start < text.count {
            let end = min(start + 12, text.count)
            var part: UInt64 = 0
            for index in start..<end {
                let digit = digits[Int(text[index])]
                met |= digit
                part = part << 5 | UInt64(digit & 31)
            }
            value = value << UInt128(5 * (end - start)) | UInt128(part)
            start = end
        }
        return met == none ? nil : value
    }

    /// The canonical spelling of what a person typed, or `nil` if a character has no place in it.
    public static func canonical(_ typed: some StringProtocol) -> String? {
        var spelled: [UInt8] = []
        for byte in typed.utf8 {
            let upper = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte - 32 : byte
            let read: UInt8 =
                switch upper {
                case UInt8(ascii: "O"): ASCII.zero
                case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
                default: upper
                }
            guard digit(read) != nil else { return nil }
            spelled.append(read)
        }
        return String(decoding: spelled, as: UTF8.self)
    }

    /// The five bits that a canonical character stands for, or `nil`.
    static func digit(_ byte: UInt8) -> UInt8? {
        let digit = digits[Int(byte)]
        return digit == none ? nil : digit
    }

    private static let none: UInt8 = 0xFF
    /// The bits of each byte, or `none`.
    private static let digits: [UInt8] = {
        var digits = Array(repeating: none, count: 256)
        for (digit, byte) in alphabet.enumerated() { digits[Int(byte)] = UInt8(digit) }
        return digits
    }()
}
