/// Finds a few known words by the bytes that spell them, which are compared eight at a time.
///
/// Open addressing with linear probing. A word has 16 bytes at most, and there are 100 at most, so
/// that a slot is seldom taken.
public struct WordTable: Sendable {
    private static let free: UInt8 = 0xFF
    private var slots: [UInt8] = Array(repeating: free, count: 256)
    /// The first eight bytes of each word and those after them, 0 where there are none.
    private var spellings: [(UInt64, UInt64)] = []
    private var counts: [Int] = []

    /// Makes a table of words, numbered from 0 on.
    public init(_ words: [String]) {
        for (number, word) in words.enumerated() {
            let bytes = word.utf8Span.span
            let spelling = (bytes.eight(at: 0), bytes.eight(at: 8))
            var slot = Self.slot(spelling.0, spelling.1)
            while slots[slot] != Self.free { slot = (slot + 1) & 0xFF }
            slots[slot] = UInt8(number)
            spellings.append(spelling)
            counts.append(bytes.count)
        }
    }

    /// The number of the word that bytes spell; `nil` where they spell none.
    public func number(of text: Span<UInt8>) -> Int? {
        number(text.eight(at: 0), text.eight(at: 8), text.count)
    }

    /// The number of the word that has so many bytes: the first eight and those after them.
    func number(_ first: UInt64, _ second: UInt64, _ count: Int) -> Int? {
        var slot = Self.slot(first, second)
        while slots[slot] != Self.free {
            let number = Int(slots[slot])
            let spelling = spellings[number]
            if spelling.0 == first, spelling.1 == second, counts[number] == count {
                return number
            }
            slot = (slot + 1) & 0xFF
        }
        return nil
    }

    private static func slot(_ first: UInt64, _ second: UInt64) -> Int {
        Int(((first ^ second &* 31) &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }
}
