/// Runs of numbers by name, as they are noted in a file and read again one at a time.
public protocol ColumnSource: Sendable {
    /// The column of bytes of a name; `nil` where it is not there as it was noted.
    func bytes(_ name: String) -> [UInt8]?
    /// The column of numbers of 32 bits of a name.
    func numbers(_ name: String) -> [UInt32]?
    /// The column of numbers of 64 bits of a name.
    func words(_ name: String) -> [Int64]?
}

/// Columns that are held in memory.
public struct Columns: ColumnSource {
    /// A run of numbers, all as wide.
    public enum Column: Sendable {
        /// Bytes.
        case bytes([UInt8])
        /// Numbers of 32 bits.
        case numbers([UInt32])
        /// Numbers of 64 bits.
        case words([Int64])
    }

    /// The columns in the order in which they were added.
    public private(set) var all: [(name: String, column: Column)] = []

    /// Begins with none.
    public init() {}

    /// Adds a column.
    public mutating func add(_ name: String, _ column: Column) { all.append((name, column)) }

    /// The column of a name.
    private func column(_ name: String) -> Column? { all.first { $0.name == name }?.column }

    /// The column of bytes of a name.
    public func bytes(_ name: String) -> [UInt8]? {
        if case .bytes(let bytes)? = column(name) { bytes } else { nil }
    }

    /// The column of numbers of 32 bits of a name.
    public func numbers(_ name: String) -> [UInt32]? {
        if case .numbers(let numbers)? = column(name) { numbers } else { nil }
    }

    /// The column of numbers of 64 bits of a name.
    public func words(_ name: String) -> [Int64]? {
        if case .words(let words)? = column(name) { words } else { nil }
    }
}
