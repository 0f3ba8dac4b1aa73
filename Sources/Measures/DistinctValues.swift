import Notation
import ReferralModel

/// Values of which each counts once, that are joined without being copied.
struct DistinctValues: Sendable {
    /// Tables that may have values in common; those that were added here are in the first.
    private var tables: [NameTable] = [NameTable()]

    mutating func add(_ value: Verbatim) { _ = tables[0].number(of: value) }

    mutating func join(_ other: DistinctValues) {
        tables += other.tables.filter { $0.count > 0 }
    }

    /// How many there are; counted in parts, so that no table of all of them is made.
    var count: Int {
        guard tables.count > 1 else { return tables[0].count }
        let total = tables.reduce(0) { $0 + $1.count }
        let parts = total < Self.many ? 1 : 8
        return (0..<parts).reduce(0) { count, part in
            var union = NameTable()
            for table in tables { union.add(part, of: parts, of: table) }
            return count + union.count
        }
    }

    /// From so many on they are counted in parts.
    private static let many = 1_000

    /// All of them.
    var all: [Verbatim] {
        var union = tables[0]
        for table in tables.dropFirst() { union.numbers(of: table) }
        return Array(union.texts.dropFirst())
    }
}
