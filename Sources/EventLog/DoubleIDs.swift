public import Notation

/// Finds out whether an id stands twice among those of several runs of a log.
///
/// The lines of a file rise, and few files are of the same time: so these are merged as they come,
/// without a copy of all ids. Where they rise in short stretches only, or too many overlap, they are
/// sorted.
public struct DoubleIDs {
    /// How many stretches are merged at most.
    public static let width = 64
    /// How many ids a stretch has at least, on average, for merging to be worth it.
    private static let length = 64

    private let runs: [[ULID]]
    /// The stretches still to come, by the id with which each begins, the least last.
    private var coming: [(run: Int, range: Range<Int>)]
    /// The stretches that are merged, each with its next id.
    private var merged: [(next: ULID, run: Int, rest: Range<Int>)] = []

    /// Whether an id stands twice, in the same run or in two.
    public static func areAmong(_ runs: [[ULID]]) -> Bool {
        let total = runs.reduce(0) { $0 + $1.count }
        guard let rising = stretches(of: runs, atMost: max(width, total / length)) else {
            return areAmongSorted(runs)
        }
        var ids = DoubleIDs(runs, rising)
        return ids.haveDoubles()
    }

    private static func areAmongSorted(_ runs: [[ULID]]) -> Bool {
        let ids = runs.joined().sorted()
        return zip(ids, ids.dropFirst()).contains { $0 == $1 }
    }

    /// The longest stretches in each of which every id is greater than the one before it; `nil` where
    /// there are more than so many.
    private static func stretches(
        of runs: [[ULID]],
        atMost most: Int
    ) -> [(run: Int, range: Range<Int>)]? {
        var stretches: [(run: Int, range: Range<Int>)] = []
        for (run, ids) in runs.enumerated() {
            var start = 0
            for index in ids.indices where index + 1 == ids.count || ids[index] >= ids[index + 1] {
                guard stretches.count < most else { return nil }
                stretches.append((run, start..<(index + 1)))
                start = index + 1
            }
        }
        return stretches
    }

    private init(_ runs: [[ULID]], _ stretches: [(run: Int, range: Range<Int>)]) {
        self.runs = runs
        coming = stretches.sorted { one, other in
            runs[one.run][one.range.lowerBound] > runs[other.run][other.range.lowerBound]
        }
    }

    private mutating func haveDoubles() -> Bool {
        var last: ULID?
        while let least = least() {
            guard merged.count <= Self.width else { return Self.areAmongSorted(runs) }
            guard merged[least].next != last else { return true }
            last = merged[least].next
            if let next = merged[least].rest.popFirst() {
                merged[least].next = runs[merged[least].run][next]
            } else {
                merged.remove(at: least)
            }
        }
        return false
    }

    /// The stretch that has the least id of all that are left.
    private mutating func least() -> Int? {
        var least = merged.indices.min { merged[$0].next < merged[$1].next }
        while let (run, range) = coming.last {
            let first = runs[run][range.lowerBound]
            if let least, merged[least].next < first { break }
            coming.removeLast()
            least = merged.count
            merged.append((first, run, range.dropFirst()))
        }
        return least
    }
}
