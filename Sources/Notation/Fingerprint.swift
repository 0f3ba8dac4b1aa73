/// A number that a text leads to: the same in every run, and seldom that of another text.
///
/// It finds candidates, which are then compared themselves; it is no proof of anything. Source:
/// FNV-1a with 64 bits, Fowler, Noll and Vo.
public enum Fingerprint {
    /// The number of a text.
    public static func of(_ text: String) -> UInt64 { of(text.utf8Span.span) }

    /// The number of a text that bytes spell.
    static func of(_ text: Span<UInt8>) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in 0..<text.count { value = (value ^ UInt64(text[index])) &* 0x100_0000_01B3 }
        return value
    }
}
