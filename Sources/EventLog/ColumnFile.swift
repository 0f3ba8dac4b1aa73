public import Notation
import SystemPackage

/// Columns of numbers that go with a snapshot: `.referral/figures`.
///
/// Like the snapshot it is a cache, and only of the snapshot that it was made with. Its numbers are
/// in the byte order of the machine:
///
/// ```
/// edition, size of the header in bytes, SHA-256 over the rest of the header (four words)
/// header    the digest of the snapshot's mark, how many columns; of each its name, the width of its
///           numbers in bytes, where it begins, how many it has, and their `Fingerprint`
/// columns   the numbers, one column after the other, each from a multiple of eight bytes on
/// ```
///
/// Each column is checked as it is read; one that is not as it was written is never taken.
public struct ColumnFile: ColumnSource {
    /// Its name in `.referral/`; it may be deleted at any time.
    public static let name = "figures"
    static let edition: UInt64 = 0x7265_6665_7261_6611
    private static let prefix = 48

    private let file: File
    private let places: [String: Place]

    /// Where a column stands.
    private struct Place: Sendable {
        let width: Int
        let offset: Int
        let count: Int
        let sum: UInt64
    }

    /// Opens the columns that go with a snapshot; `nil` where there are none.
    init?(of snapshot: Digest, in state: FilePath) {
        guard let file = try? File(state.appending(Self.name), for: .reading),
            let size = try? file.identity.size,
            let prefix = try? WordReader(bytes: file.bytes(Self.prefix, at: 0)),
            let header = Self.header(prefix, of: file, size)
        else { return nil }
        var reader = WordReader(bytes: header)
        guard reader.digest() == snapshot else { return nil }
        var places: [String: Place] = [:]
        for _ in 0..<reader.number() {
            let name = String(decoding: reader.run(reader.number()), as: UTF8.self)
            let (width, offset, count) = (reader.number(), reader.number(), reader.number())
            places[name] = Place(width: width, offset: offset, count: count, sum: reader.word())
            guard !reader.isSpent, [1, 4, 8].contains(width), offset + count * width <= size else {
                return nil
            }
        }
        self.file = file
        self.places = places
    }

    private static func header(_ prefix: WordReader, of file: File, _ size: Int) -> [UInt8]? {
        var prefix = prefix
        guard prefix.word() == edition else { return nil }
        let count = prefix.number()
        guard count <= size, let header = try? file.bytes(count, at: Self.prefix),
            Digest(of: header) == prefix.digest(), !prefix.isSpent
        else { return nil }
        return header
    }

    /// The column of bytes of a name; `nil` where it is not as it was written.
    public func bytes(_ name: String) -> [UInt8]? { column(name) }

    /// The column of numbers of 32 bits of a name; `nil` where it is not as it was written.
    public func numbers(_ name: String) -> [UInt32]? { column(name) }

    /// The column of numbers of 64 bits of a name; `nil` where it is not as it was written.
    public func words(_ name: String) -> [Int64]? { column(name) }

    private func column<Number: FixedWidthInteger & BitwiseCopyable & Sendable>(
        _ name: String
    ) -> [Number]? {
        guard let place = places[name], place.width == Number.bitWidth / 8,
            let numbers: [Number] = try? file.numbers(place.count, at: place.offset),
            numbers.count == place.count, Fingerprint.ofNumbers(numbers.span) == place.sum
        else { return nil }
        return numbers
    }
}

extension ColumnFile {
    /// Writes columns in place of what is there; where that cannot be done, nothing is said.
    static func note(_ columns: Columns, of snapshot: Digest, in state: FilePath) {
        var header: [UInt8] = []
        header.append(snapshot)
        header.append(word: UInt64(columns.all.count))
        // Where a column begins follows from those before it, and from the size of the header.
        let size = columns.all.reduce(header.count) { size, named in
            size + 40 + Self.padded(named.name.utf8.count)
        }
        var offset = prefix + size
        for (name, column) in columns.all {
            header.append(word: UInt64(name.utf8.count))
            header.append(padded: Array(name.utf8))
            header.append(word: UInt64(column.width))
            header.append(word: UInt64(offset))
            header.append(word: UInt64(column.count))
            header.append(word: column.sum)
            offset += Self.padded(column.width * column.count)
        }
        var start: [UInt8] = []
        start.append(word: edition)
        start.append(word: UInt64(header.count))
        start.append(Digest(of: header))
        try? Draft.replace(state.appending(name)) { file throws(SystemFault) in
            try file.write(start + header)
            for (_, column) in columns.all {
                try column.write(to: file)
                let size = column.width * column.count
                try file.write(Array(repeating: 0, count: padded(size) - size))
            }
        }
    }

    static func padded(_ count: Int) -> Int { (count + 7) / 8 * 8 }
}

extension Columns.Column {
    fileprivate var width: Int {
        switch self {
        case .bytes: 1
        case .numbers: 4
        case .words: 8
        }
    }

    fileprivate var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .numbers(let numbers): numbers.count
        case .words(let words): words.count
        }
    }

    fileprivate var sum: UInt64 {
        switch self {
        case .bytes(let bytes): Fingerprint.ofNumbers(bytes.span)
        case .numbers(let numbers): Fingerprint.ofNumbers(numbers.span)
        case .words(let words): Fingerprint.ofNumbers(words.span)
        }
    }

    fileprivate func write(to file: File) throws(SystemFault) {
        switch self {
        case .bytes(let bytes): try file.write(bytes.span)
        case .numbers(let numbers): try file.write(numbers.span)
        case .words(let words): try file.write(words.span)
        }
    }
}
