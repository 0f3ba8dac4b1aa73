/// Numbers one after the other, each in as few bytes as it needs: seven bits to a byte, the lowest
/// first, and in all but its last byte the highest bit set (LEB128).
public struct PackedNumbers: Sendable {
    private var bytes: [UInt8] = []

    /// Begins with no numbers.
    public init() {}

    /// Sets room aside for numbers of so many bytes in all.
    public mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

    /// Where the next number will begin.
    public var end: Int { bytes.count }

    /// Adds a number.
    public mutating func append(_ number: UInt64) {
        var rest = number
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// The number that begins at a position, which is moved to where the next one begins.
    public func number(at position: inout Int) -> UInt64 {
        var byte = bytes[position]
        position += 1
        guard byte > 0x7F else { return UInt64(byte) }
        var number = UInt64(byte & 0x7F)
        var shift: UInt64 = 7
        repeat {
            byte = bytes[position]
            position += 1
            number |= UInt64(byte & 0x7F) << shift
            shift += 7
        } while byte > 0x7F
        return number
    }
}

extension Int64 {
    /// A number that is small where this one is near zero: 0, -1, 1, -2, 2 and so on are 0, 1, 2, 3, 4.
    public var folded: UInt64 { UInt64(bitPattern: self << 1 ^ self >> 63) }

    /// The number that is folded so.
    public init(unfolding folded: UInt64) {
        self = Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)
    }
}
