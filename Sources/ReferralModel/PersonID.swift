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

    /// Reads a pseudonym as people type it: in either case, white space around it.
    public init?(typed: String) {
        guard let rest = Self.rest(of: typed, mayBeLower: true),
            let canonical = CrockfordBase32.canonical(rest)
        else { return nil }
        self.init("P-" + canonical)
    }

    /// Whether what was typed can only be a pseudonym of which characters are missing or too many.
    public static func isMistyped(_ typed: String) -> Bool {
        guard let rest = rest(of: typed, mayBeLower: false), PersonID(typed: typed) == nil else {
            return false
        }
        return rest.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
        }
    }

    /// What was typed behind `P-`, white space around it left out; `nil` where it begins otherwise.
    private static func rest(of typed: String, mayBeLower: Bool) -> String? {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte) }
        let bytes = typed.utf8.drop(while: isSpace)
        let first = bytes.first
        guard first == UInt8(ascii: "P") || (mayBeLower && first == UInt8(ascii: "p")),
            bytes.dropFirst().first == UInt8(ascii: "-")
        else { return nil }
        var rest = bytes.dropFirst(2)
        while let last = rest.last, isSpace(last) { rest = rest.dropLast() }
        return String(rest)
    }

    private init(bits: UInt128) { self.bits = bits }

    /// The pseudonym as it stands in the log.
    public var verbatim: Verbatim { Verbatim(description) }

    /// The 18 characters.
    public var description: String { "P-" + CrockfordBase32.spell(bits, digits: 16) }

    /// Orders by bits, which is the order of the spelling.
    public static func < (one: PersonID, other: PersonID) -> Bool { one.bits < other.bits }
}
