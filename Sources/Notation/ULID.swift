/// A ULID: 48 bits of milliseconds since 1970 and 80 more bits, as 26 base-32 characters.
///
/// Source: github.com/ulid/spec. Example: `01JQ3ZK5V0T3M8N6Q4R2S1XWYZ`.
public struct ULID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// All 128 bits; their order is the order of the spelling.
    public let value: UInt128

    /// Takes 128 bits.
    public init(value: UInt128) { self.value = value }

    /// Joins an instant, from 1970 to the year 10889, with 80 further bits.
    public init(time: Instant, low: UInt128) {
        let milliseconds = UInt128(max(0, min(time.milliseconds, 0xFFFF_FFFF_FFFF)))
        value = milliseconds << 80 | low & (UInt128(1) << 80 - 1)
    }

    /// Reads 26 canonical characters; `nil` for anything else.
    public init?(_ text: String) { self.init(text.utf8Span.span) }

    /// Reads 26 canonical characters; `nil` for anything else.
    public init?(_ text: Span<UInt8>) {
        guard text.count == 26 else { return nil }
        guard let first = CrockfordBase32.digit(text[0]), first < 8,
            let value = CrockfordBase32.read(text)
        else { return nil }
        self.value = value
    }

    /// The instant in the first 48 bits.
    public var time: Instant { Instant(milliseconds: Int64(truncatingIfNeeded: value >> 80)) }

    /// The 26 characters.
    public var description: String { CrockfordBase32.spell(value, digits: 26) }

    /// Orders by all 128 bits.
    public static func < (one: ULID, other: ULID) -> Bool { one.value < other.value }
}
