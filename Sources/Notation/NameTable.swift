/// Numbers texts from 1 on, in the order in which they are first met; 0 stands for none.
///
/// The texts lie one after the other in one array, so that a scan allocates nothing for each.
public struct NameTable: Sendable {
    private var bytes: [UInt8] = []
    /// Where each text ends; the first begins at 0.
    private var ends: [Int] = []
    private var hashes: [UInt64] = []
    private var slots: [UInt32] = Array(repeating: 0, count: 1 << 10)

    /// Begins with no texts.
    public init() {}

    /// The number of a text that bytes spell, which gets the next one where it has none.
    public mutating func number(of text: Span<UInt8>) -> UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in 0..<text.count { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01B3 }
        var slot = Self.slot(hash, slots.count)
        while slots[slot] != 0 {
            let number = slots[slot]
            if hashes[Int(number - 1)] == hash, spells(number, text) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        for index in 0..<text.count { bytes.append(text[index]) }
        ends.append(bytes.count)
        hashes.append(hash)
        slots[slot] = UInt32(ends.count)
        if ends.count * 2 > slots.count { grow() }
        return UInt32(ends.count)
    }

    /// The texts by their numbers, with an empty one for 0.
    public var texts: [Verbatim] {
        var texts: [Verbatim] = [""]
        texts.reserveCapacity(ends.count + 1)
        var start = 0
        for end in ends {
            texts.append(Verbatim(String(decoding: bytes[start..<end], as: UTF8.self)))
            start = end
        }
        return texts
    }

    private func spells(_ number: UInt32, _ text: Span<UInt8>) -> Bool {
        let index = Int(number - 1)
        let start = index == 0 ? 0 : ends[index - 1]
        guard ends[index] - start == text.count else { return false }
        for offset in 0..<text.count where bytes[start + offset] != text[offset] { return false }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 4)
        for (index, hash) in hashes.enumerated() {
            var slot = Self.slot(hash, slots.count)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(index + 1)
        }
    }

    private static func slot(_ hash: UInt64, _ count: Int) -> Int {
        Int(truncatingIfNeeded: hash ^ hash >> 32) & (count - 1)
    }
}
