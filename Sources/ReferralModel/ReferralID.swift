public import Notation

/// The name of a referral: `R-` and 10 characters of Crockford's base 32, 50 bits.
public struct ReferralID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The 50 bits.
    public let bits: UInt64

    /// Draws a new name at random.
    public static func random() -> ReferralID { ReferralID(bits: .random(in: 0..<(1 << 50))) }

    /// The name of the case that another system calls `key`: the same in every clone.
    ///
    /// It is the first 50 bits of SHA-256 of the system, a NUL and the key.
    public init(system: Verbatim?, key: Verbatim) {
        bits = Digest(of: Array((system?.text ?? "").utf8), [0], Array(key.text.utf8))
            .prefix(bits: 50)
    }

    /// Reads the canonical 12 characters; `nil` for anything else.
    public init?(_ text: String) { self.init(text.utf8Span.span) }

    /// Reads the canonical 12 characters; `nil` for anything else.
    public init?(_ text: Span<UInt8>) {
        guard text.count == 12, text[0] == UInt8(ascii: "R"), text[1] == UInt8(ascii: "-") else {
            return nil
        }
        guard let value = CrockfordBase32.read(text.extracting(2..<12)) else { return nil }
        bits = UInt64(value)
    }

    /// Takes 50 bits.
    public init(bits: UInt64) { self.bits = bits & (1 << 50 - 1) }

    /// All names that there can be.
    public static let all = ReferralID(bits: 0)...ReferralID(bits: 1 << 50 - 1)

    /// The names whose ten characters begin so; `nil` where no name can.
    ///
    /// - `prefix`: Canonical characters, ten at most.
    public static func names(beginning prefix: String) -> ClosedRange<ReferralID>? {
        guard prefix.utf8.count <= 10, let value = CrockfordBase32.read(prefix.utf8Span.span) else {
            return nil
        }
        let free = UInt64(5 * (10 - prefix.utf8.count))
        let low = UInt64(value) << free
        return ReferralID(bits: low)...ReferralID(bits: low | (1 << free - 1))
    }

    /// The 12 characters.
    public var description: String { "R-" + CrockfordBase32.spell(UInt128(bits), digits: 10) }

    /// Orders by bits, which is the order of the spelling.
    public static func < (one: ReferralID, other: ReferralID) -> Bool { one.bits < other.bits }
}
