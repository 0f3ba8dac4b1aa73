/// Bytes taken eight at a time, as numbers: the first byte is the lowest.
///
/// Source of the tests for a byte in a number: Sean Eron Anderson, "Bit Twiddling Hacks". Where
/// several bytes pass, only the first is told.
enum EightBytes {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080

    /// A number with this byte at all eight places.
    @inline(__always)
    static func repeating(_ byte: UInt8) -> UInt64 { UInt64(byte) &* ones }

    /// High bits, of which the lowest is in the first byte that has this value; 0 where none has.
    @inline(__always)
    static func first(_ byte: UInt8, in bytes: UInt64) -> UInt64 {
        let different = bytes ^ repeating(byte)
        return (different &- ones) & ~different & highs
    }

    /// High bits, of which the lowest is in the first byte that a JSON string cannot have as it is, or
    /// that is part of a character of several bytes; 0 where all stand for themselves.
    @inline(__always)
    static func firstUnplain(in bytes: UInt64) -> UInt64 {
        let controls = (bytes &- repeating(ASCII.space)) & ~bytes & highs
        return first(ASCII.quote, in: bytes) | first(ASCII.backslash, in: bytes) | controls
            | bytes & highs
    }
}

extension Span<UInt8> {
    /// The eight bytes from an offset, with 0 for those after the end.
    @inline(__always)
    func eight(at offset: Int) -> UInt64 {
        guard offset >= 0, offset <= count - 8 else { return fewer(at: offset) }
        return unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            .littleEndian
    }

    private func fewer(at offset: Int) -> UInt64 {
        var bytes: UInt64 = 0
        for index in offset..<Swift.max(offset, count) {
            bytes |= UInt64(self[index]) << UInt64(8 * (index - offset))
        }
        return bytes
    }

    /// The first place from an offset on where this byte stands, or how many bytes there are.
    public func first(_ byte: UInt8, from offset: Int) -> Int {
        var position = offset
        while position <= count - 8 {
            let found = EightBytes.first(byte, in: eight(at: position))
            if found != 0 { return position + found.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < count, self[position] != byte { position += 1 }
        return position
    }

    /// The first place from an offset on of a byte that does not stand for itself in a JSON string,
    /// or how many bytes there are.
    @inline(__always)
    func firstUnplain(from offset: Int) -> Int {
        var position = offset
        while position < count {
            let found = EightBytes.firstUnplain(in: eight(at: position))
            if found != 0 { return Swift.min(count, position + found.trailingZeroBitCount / 8) }
            position += 8
        }
        return count
    }
}
