/// Numbers keys from 0 on, in the order in which they are first met.
///
/// Open addressing with linear probing; a key's own bits are spread by a multiplication. Complexity:
/// O(1) on average.
public struct Numbering: Sendable {
    /// The keys, by their numbers.
    public private(set) var keys: [UInt64] = []
    /// Numbers with one added, 0 where a slot is free; a power of two of them.
    private var slots: [UInt32] = Array(repeating: 0, count: 1 << 10)

    /// Begins with no keys.
    public init() {}

    /// The number of a key, which gets the next one where it has none.
    public mutating func number(of key: UInt64) -> Int {
        var slot = Self.spread(key, slots.count)
        while slots[slot] != 0 {
            let number = Int(slots[slot] - 1)
            if keys[number] == key { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        keys.append(key)
        slots[slot] = UInt32(keys.count)
        if keys.count * 2 > slots.count { grow() }
        return keys.count - 1
    }

    /// The number of a key, if it has one.
    public func known(_ key: UInt64) -> Int? {
        var slot = Self.spread(key, slots.count)
        while slots[slot] != 0 {
            let number = Int(slots[slot] - 1)
            if keys[number] == key { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 4)
        for (number, key) in keys.enumerated() {
            var slot = Self.spread(key, slots.count)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(number + 1)
        }
    }

    private static func spread(_ key: UInt64, _ count: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 24) & (count - 1)
    }
}
