import Notation

/// Durations in milliseconds that are joined without being copied.
struct Durations: Sendable {
    /// Those that came one by one, first those that came here.
    private var single: [PackedDurations] = [PackedDurations()]
    private var runs: [ArraySlice<Int64>] = []

    /// All of them; where they came as one run, as they came.
    var all: ArraySlice<Int64> {
        let count = single.reduce(0) { $0 + $1.count }
        guard count > 0 || runs.count != 1 else { return runs[0] }
        var all: [Int64] = []
        all.reserveCapacity(runs.reduce(count) { $0 + $1.count })
        for durations in single { durations.add(to: &all) }
        for run in runs { all += run }
        return all[...]
    }

    mutating func append(_ duration: Int64) { single[0].append(duration) }

    mutating func append(_ run: ArraySlice<Int64>) { if !run.isEmpty { runs.append(run) } }

    mutating func join(_ other: Durations) {
        single += other.single
        runs += other.runs
    }
}

/// Durations one after the other, most in half the bytes that a number has.
private struct PackedDurations: Sendable {
    private var numbers = PackedNumbers()
    private(set) var count = 0

    mutating func append(_ duration: Int64) {
        numbers.append(UInt64(bitPattern: duration))
        count += 1
    }

    func add(to all: inout [Int64]) {
        var position = 0
        for _ in 0..<count { all.append(Int64(bitPattern: numbers.number(at: &position))) }
    }
}
