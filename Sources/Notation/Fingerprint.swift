/// A number that a text leads to: the same in every run, and seldom that of another text.
///
/// It finds candidates, which are then compared themselves; it is no proof of anything. Source:
/// FNV-1a with 64 bits, Fowler, Noll and Vo.
public enum Fingerprint {
    /// The number of a text.
    public static func of(_ text: some Sequence<UInt8>) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return value
    }
}
