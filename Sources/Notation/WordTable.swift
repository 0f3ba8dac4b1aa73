/// Finds a few known words by the bytes that spell them, which are compared eight at a time.
///
/// Open addressing with linear probing. A word has 16 bytes at most, and there are 100 at most, so
/// that a slot is seldom taken.
public struct WordTable: Sendable {
    private struct Slot {
        /// The first eight bytes of the word and those after them, 0 where there are none.
        var first: UInt64 = 0
        var second: UInt64 = 0
        var count: UInt32 = 0
        /// The number of the word; -1 where the slot is free.
        var number: Int32 = -1
    }

    private var slots = Array(repeating: Slot(), count: 256)

    /// Makes a table of words, numbered from 0 on.
    public init(_ words: [String]) {
        for (number, word) in words.enumerated() {
            let bytes = word.utf8Span.span
            let (first, second) = (bytes.eight(at: 0), bytes.eight(at: 8))
            var place = Self.place(first, second)
            while slots[place].number >= 0 { place = (place + 1) & 0xFF }
            slots[place] = Slot(
                first: first,
                second: second,
                count: UInt32(bytes.count),
                number: Int32(number)
            )
        }
    }

    /// The number of the word that bytes spell; `nil` where they spell none.
    public func number(of text: Span<UInt8>) -> Int? {
        number(text.eight(at: 0), text.eight(at: 8), text.count)
    }

    /// The number of the word that has so many bytes: the first eight and those after them.
    func number(_ first: UInt64, _ second: UInt64, _ count: Int) -> Int? {
        var place = Self.place(first, second)
        while true {
            let slot = slots[place]
            guard slot.number >= 0 else { return nil }
            if slot.first == first, slot.second == second, slot.count == count {
                return Int(slot.number)
            }
            place = (place + 1) & 0xFF
        }
    }

    private static func place(_ first: UInt64, _ second: UInt64) -> Int {
        Int(((first ^ second &* 31) &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }
}
