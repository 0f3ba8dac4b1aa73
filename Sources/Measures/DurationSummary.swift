/// How long something took: whole milliseconds, summarised exactly.
public struct DurationSummary: Sendable, Equatable {
    private let sorted: ArraySlice<Int64>
    private let sum: Int128
    /// Members whose data cannot be true, or whose precision gives no duration.
    public let excluded: Int

    /// Summarises durations in milliseconds, in any order.
    public init(_ durations: ArraySlice<Int64>, excluded: Int = 0) {
        let isSorted = zip(durations, durations.dropFirst()).allSatisfy(<=)
        sorted = isSorted ? durations : durations.sorted()[...]
        sum = Self.sum(of: durations)
        self.excluded = excluded
    }

    /// How many durations there are.
    public var count: Int { sorted.count }

    /// The mean in milliseconds, rounded half-even.
    public var mean: Int64? {
        guard count > 0 else { return nil }
        return Self.rounded(sum, by: Int128(count))
    }

    /// The median in milliseconds, rounded half-even.
    public var median: Int64? { quantile(tenths: 5) }

    /// The 90th percentile in milliseconds, rounded half-even.
    public var p90: Int64? { quantile(tenths: 9) }

    /// The longest in milliseconds.
    public var max: Int64? { sorted.last }

    /// A quantile by linear interpolation between order statistics: type 7 of Hyndman and Fan
    /// ("Sample quantiles in statistical packages", 1996), NumPy's default.
    private func quantile(tenths: Int) -> Int64? {
        guard count > 0 else { return nil }
        let rank = (count - 1) * tenths
        let low = sorted[sorted.startIndex + rank / 10]
        let high = sorted[sorted.startIndex + min(rank / 10 + 1, count - 1)]
        let exact = Int128(low) * 10 + (Int128(high) - Int128(low)) * Int128(rank % 10)
        return Self.rounded(exact, by: 10)
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
