/// Numbers that mostly rise by little from one to the next, in some four bytes each.
public struct RisingNumbers: Sendable {
    /// From which number on what is added to this.
    private var bases: [(first: Int, base: UInt64)] = []
    private var rests: [UInt32] = []

    /// Begins with no numbers.
    public init() {}

    /// Sets room aside for so many numbers.
    public mutating func reserveCapacity(_ count: Int) { rests.reserveCapacity(count) }

    /// Adds a number.
    public mutating func append(_ number: UInt64) {
        if let base = bases.last?.base, number >= base, number - base <= UInt64(UInt32.max) {
            rests.append(UInt32(number - base))
        } else {
            bases.append((rests.count, number))
            rests.append(0)
        }
    }

    /// The number at an index.
    public subscript(index: Int) -> UInt64 {
        var (low, high) = (0, bases.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if bases[middle].first <= index { low = middle } else { high = middle }
        }
        return bases[low].base + UInt64(rests[index])
    }
}
