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

    /// How many there are.
    var count: Int {
        guard let last = tables.last, tables.count > 1 else { return tables[0].count }
        // What is in the last one is looked for, and not taken over.
        let others = Self.union(of: tables.dropLast())
        return others.count + last.count(without: others)
    }

    /// All of them.
    var all: [Verbatim] { Array(Self.union(of: tables[...]).texts.dropFirst()) }

    private static func union(of tables: ArraySlice<NameTable>) -> NameTable {
        var union = tables.first ?? NameTable()
        for table in tables.dropFirst() { union.numbers(of: table) }
        return union
    }
}
