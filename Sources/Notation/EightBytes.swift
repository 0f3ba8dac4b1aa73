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
    /// The eight bytes from an offset as one number, the first the lowest; 0 for those after the end.
    @inline(__always)
    public func eight(at offset: Int) -> UInt64 {
        guard offset >= 0, offset <= count - 8 else { return fewer(at: offset) }
        return unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
            .littleEndian
    }

    /// The four numbers of eight bytes from an offset on, as ``eight(at:)`` has them.
    @inline(__always)
    func fourEights(at offset: Int) -> (UInt64, UInt64, UInt64, UInt64) {
        guard offset >= 0, offset <= count - 32 else {
            return (
                eight(at: offset), eight(at: offset + 8), eight(at: offset + 16),
                eight(at: offset + 24)
            )
        }
        let bytes = unsafe bytes
        return unsafe (
            bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
                .littleEndian,
            bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset &+ 8, as: UInt64.self)
                .littleEndian,
            bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset &+ 16, as: UInt64.self)
                .littleEndian,
            bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset &+ 24, as: UInt64.self)
                .littleEndian
        )
    }

    /// The bytes from an offset on, of which there are fewer than eight.
    ///
    /// Two reads that overlap, since what both have is the same.
    private func fewer(at offset: Int) -> UInt64 {
        let count = count - offset
        guard offset >= 0, count > 0 else { return 0 }
        if count >= 4 {
            let high = UInt64(four(at: offset + count - 4)) << UInt64(8 * (count - 4))
            return UInt64(four(at: offset)) | high
        }
        let middle = UInt64(self[offset + count / 2]) << UInt64(8 * (count / 2))
        let last = UInt64(self[offset + count - 1]) << UInt64(8 * (count - 1))
        return UInt64(self[offset]) | middle | last
    }

    @inline(__always)
    private func four(at offset: Int) -> UInt32 {
        unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self)
            .littleEndian
    }

    /// Where the last eight bytes begin; what they have of others before them is the same.
    private var lastEight: Int { Swift.max(0, count - 8) }

    /// A number that the bytes lead to, for a table that is not kept.
    func quickHash() -> UInt64 {
        func mixed(_ value: UInt64, _ bytes: UInt64) -> UInt64 {
            let product = (value ^ bytes) &* 0x9E37_79B9_7F4A_7C15
            return product ^ product >> 32
        }
        let last = lastEight
        var value = UInt64(count)
        for position in stride(from: 0, to: last, by: 8) {
            value = mixed(value, eight(at: position))
        }
        return mixed(value, eight(at: last))
    }

    /// Whether these are the same bytes as others.
    public func equals(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        let last = lastEight
        for position in stride(from: 0, to: last, by: 8) {
            guard eight(at: position) == other.eight(at: position) else { return false }
        }
        return eight(at: last) == other.eight(at: last)
    }

    /// Whether these bytes come before others: the first that differ decide it, then how many there are.
    public func precedes(_ other: Span<UInt8>) -> Bool {
        for position in stride(from: 0, to: Swift.min(count, other.count), by: 8) {
            let (own, its) = (
                eight(at: position).byteSwapped, other.eight(at: position).byteSwapped
            )
            guard own == its else { return own < its }
        }
        return count < other.count
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
