/// A number that a text leads to: the same in every run, and seldom that of another text.
///
/// It finds candidates, which are then compared themselves; it is no proof of anything. Source:
/// FNV-1a with 64 bits, Fowler, Noll and Vo.
public enum Fingerprint {
    /// The number of a text.
    public static func of(_ text: String) -> UInt64 { of(text.utf8Span.span) }

    /// The number of a number, which no two share.
    ///
    /// Source: the last steps of SplitMix64, Steele, Lea and Flood, 2014.
    public static func of(number: UInt64) -> UInt64 {
        var value = number
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    /// The number of a text that bytes spell.
    static func of(_ text: Span<UInt8>) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in 0..<text.count { value = (value ^ UInt64(text[index])) &* 0x100_0000_01B3 }
        return value
    }

    /// A number that tells whether numbers are as they were: any that is altered changes it.
    public static func ofNumbers(_ numbers: Span<some FixedWidthInteger & BitwiseCopyable>)
        -> UInt64
    {
        func word(_ index: Int) -> UInt64 { UInt64(truncatingIfNeeded: numbers[index]) }
        return ofWords(
            numbers.count,
            { (word($0), word($0 + 1), word($0 + 2), word($0 + 3)) },
            word
        )
    }

    /// A number that tells whether bytes are as they were, taken eight at a time.
    public static func ofBytes(_ bytes: Span<UInt8>) -> UInt64 {
        ofWords(
            (bytes.count + 7) / 8,
            { bytes.fourEights(at: $0 * 8) },
            { bytes.eight(at: $0 * 8) }
        )
    }

    /// Four lanes of FNV-1a, a whole word at a time, so that a processor works on all at once.
    ///
    /// Each step turns its result, since a product's high bits say nothing to its low ones.
    ///
    /// - `four`: Four words from an index on.
    @inline(__always)
    private static func ofWords(
        _ count: Int,
        _ four: (Int) -> (UInt64, UInt64, UInt64, UInt64),
        _ word: (Int) -> UInt64
    ) -> UInt64 {
        let prime: UInt64 = 0x100_0000_01B3
        let step = { (lane: UInt64, word: UInt64) in
            let product = (lane ^ word) &* prime
            return product << 29 | product >> 35
        }
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        var index = 0
        while index < count & ~3 {
            let words = four(index)
            lanes.0 = step(lanes.0, words.0)
            lanes.1 = step(lanes.1, words.1)
            lanes.2 = step(lanes.2, words.2)
            lanes.3 = step(lanes.3, words.3)
            index &+= 4
        }
        while index < count {
            lanes.0 = step(lanes.0, word(index))
            index &+= 1
        }
        return step(step(step(step(lanes.0, lanes.1), lanes.2), lanes.3), UInt64(count))
    }
}
