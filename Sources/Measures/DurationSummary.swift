/// How long something took: whole milliseconds, summarised exactly.
public struct DurationSummary: Sendable, Equatable {
    /// How many durations there are.
    public let count: Int
    /// Members whose data cannot be true, or whose precision gives no duration.
    public let excluded: Int
    /// The mean in milliseconds, rounded half-even.
    public let mean: Int64?
    /// The median in milliseconds, rounded half-even.
    public let median: Int64?
    /// The 90th percentile in milliseconds, rounded half-even.
    public let p90: Int64?
    /// The longest in milliseconds.
    public let max: Int64?

    /// Summarises durations in milliseconds, in any order; they are put in order where they are.
    public init(_ durations: consuming ArraySlice<Int64>, excluded: Int = 0) {
        var sorted = durations
        count = sorted.count
        self.excluded = excluded
        mean = sorted.isEmpty ? nil : Self.rounded(Self.sum(of: sorted), by: Int128(sorted.count))
        if zip(sorted, sorted.dropFirst()).contains(where: >) { sorted.sort() }
        median = Self.quantile(of: sorted, tenths: 5)
        p90 = Self.quantile(of: sorted, tenths: 9)
        max = sorted.last
    }

    /// A quantile by linear interpolation between order statistics: type 7 of Hyndman and Fan
    /// ("Sample quantiles in statistical packages", 1996), NumPy's default.
    private static func quantile(of sorted: ArraySlice<Int64>, tenths: Int) -> Int64? {
        guard !sorted.isEmpty else { return nil }
        let rank = (sorted.count - 1) * tenths
        let low = sorted[sorted.startIndex + rank / 10]
        let high = sorted[sorted.startIndex + min(rank / 10 + 1, sorted.count - 1)]
        let exact = Int128(low) * 10 + (Int128(high) - Int128(low)) * Int128(rank % 10)
        return rounded(exact, by: 10)
    }

    /// The exact sum: in 64 bits as far as these hold it, which is quicker.
    private static func sum(of durations: ArraySlice<Int64>) -> Int128 {
        var (sum, short) = (Int128(0), Int64(0))
        for duration in durations {
            let (next, overflows) = short.addingReportingOverflow(duration)
            if overflows { sum += Int128(short) }
            short = overflows ? duration : next
        }
        return sum + Int128(short)
    }

    private static func rounded(_ dividend: Int128, by divisor: Int128) -> Int64 {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        let twice = remainder.magnitude * 2
        let step: Int128 = dividend < 0 ? -1 : 1
        if twice < divisor.magnitude || (twice == divisor.magnitude && quotient % 2 == 0) {
            return Int64(quotient)
        }
        return Int64(quotient + step)
    }
}
