/// Under what a line is found again, without reading it: numbers that the caller makes.
public struct Filing: Sendable, Equatable {
    /// The one thing that the line is about; `nil` where it is about the ledger as a whole.
    public let key: UInt64?
    /// What else it names; different things may share a number.
    public let words: [UInt64]

    /// Files a line.
    public init(key: UInt64?, words: [UInt64] = []) {
        self.key = key
        self.words = words
    }
}

/// Where a line stands: a file by its number, and the byte that it begins at.
public struct LinePlace: Sendable, Equatable {
    /// The number of the file.
    let file: Int
    /// The byte.
    let offset: Int

    /// 24 bits of the file and 40 of the offset.
    public var packed: UInt64 { UInt64(file) << 40 | UInt64(offset) }

    init(file: Int, offset: Int) {
        self.file = file
        self.offset = offset
    }

    /// Unpacks a place.
    public init(packed: UInt64) {
        file = Int(packed >> 40)
        offset = Int(packed & (1 << 40 - 1))
    }
}
