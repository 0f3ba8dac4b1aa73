/// Where numbers from 0 on are found again by a hash: open addressing with linear probing.
///
/// What a number stands for is its owner's, who compares. Complexity: O(1) on average.
struct Slots: Sendable {
    /// Numbers with one added, 0 where a slot is free; a power of two of them.
    private var slots: [UInt32] = []
    private var count = 0

    /// The number with a hash for which something is true.
    func find(_ hash: UInt64, where fits: (Int) -> Bool) -> Int? {
        guard !slots.isEmpty else { return nil }
        var slot = Self.slot(hash, slots.count)
        while slots[slot] != 0 {
            let number = Int(slots[slot] - 1)
            if fits(number) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds the next number, which is how many there are.
    ///
    /// - `hash`: The hash of each number, the new one among them.
    mutating func add(hash: (Int) -> UInt64) {
        count += 1
        // At most five of eight are taken.
        guard count * 8 > slots.count * 5 else { return put(count - 1, hash(count - 1)) }
        slots = Array(repeating: 0, count: max(16, slots.count * 2))
        for number in 0..<count { put(number, hash(number)) }
    }

    private mutating func put(_ number: Int, _ hash: UInt64) {
        var slot = Self.slot(hash, slots.count)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(number + 1)
    }

    private static func slot(_ hash: UInt64, _ count: Int) -> Int {
        Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 24) & (count - 1)
    }
}
