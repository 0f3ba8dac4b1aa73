/// Durations in milliseconds, in runs that are joined without being copied.
struct Durations: Sendable {
    /// Those that came one by one.
    private var single: [Int64] = []
    private var runs: [ArraySlice<Int64>] = []

    /// All of them; where they came as one run, as they came.
    var all: ArraySlice<Int64> {
        let runs = single.isEmpty ? runs : runs + [single[...]]
        guard runs.count != 1 else { return runs[0] }
        var all: [Int64] = []
        all.reserveCapacity(runs.reduce(0) { $0 + $1.count })
        for run in runs { all += run }
        return all[...]
    }

    mutating func append(_ duration: Int64) { single.append(duration) }

    mutating func append(_ run: ArraySlice<Int64>) { if !run.isEmpty { runs.append(run) } }

    mutating func join(_ other: Durations) {
        runs += other.runs
        append(other.single[...])
    }
}
