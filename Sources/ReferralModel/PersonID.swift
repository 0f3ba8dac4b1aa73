public import Notation

/// A pseudonym: `P-` and 16 characters of Crockford's base 32, 80 random bits.
public struct PersonID: Hashable, Comparable, Sendable, CustomStringConvertible {
    private let bits: UInt128

    /// Draws a new pseudonym at random.
    public static func random() -> PersonID {
        PersonID(bits: .random(in: 0..<(UInt128(1) << 80)))
    }

    /// Reads the canonical 18 characters; `nil` for anything else.
    public init?(_ text: String) {
        let bytes = text.utf8Span.span
        guard bytes.count == 18, bytes[0] == UInt8(ascii: "P"), bytes[1] == UInt8(ascii: "-"),
            let value = CrockfordBase32.read(bytes.extracting(2..<18))
        else { return nil }
        bits = value
    }

    private init(bits: UInt128) { self.bits = bits }

    /// The pseudonym as it stands in the log.
    public var verbatim: Verbatim { Verbatim(description) }

    /// The 18 characters.
    public var description: String { "P-" + CrockfordBase32.spell(bits, digits: 16) }

    /// Orders by bits, which is the order of the spelling.
    public static func < (one: PersonID, other: PersonID) -> Bool { one.bits < other.bits }
}
