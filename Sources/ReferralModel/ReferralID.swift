public import Notation

/// The name of a referral: `R-` and 10 characters of Crockford's base 32, 50 bits.
public struct ReferralID: Hashable, Comparable, Sendable, CustomStringConvertible {
    private let bits: UInt64

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
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 12, text.hasPrefix("R-"),
            let value = CrockfordBase32.read(bytes[2...])
        else { return nil }
        bits = UInt64(value)
    }

    private init(bits: UInt64) { self.bits = bits }

    /// The 12 characters.
    public var description: String { "R-" + CrockfordBase32.spell(UInt128(bits), digits: 10) }

    /// Orders by bits, which is the order of the spelling.
    public static func < (one: ReferralID, other: ReferralID) -> Bool { one.bits < other.bits }
}
