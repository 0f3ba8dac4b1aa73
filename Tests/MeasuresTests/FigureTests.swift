import Measures
import Notation
import ReferralModel
import Testing

@Suite struct FigureTests {
    struct Interval: Sendable {
        let above: Int
        let below: Int
        let low: Double
        let high: Double
    }

    // From statsmodels 0.14, proportion_confint(count, nobs, method="wilson").
    static let intervals = [
        Interval(above: 24, below: 284, low: 0.057444600928878806, high: 0.12265961002492916),
        Interval(above: 1, below: 2, low: 0.09453120573423068, high: 0.9054687942657693),
        Interval(above: 7, below: 10, low: 0.39677814746114537, high: 0.8922087325936989),
        Interval(above: 842, below: 8000, low: 0.09871382834881832, high: 0.11216509366688394),
    ]

    @Test(arguments: intervals) func `intervals are Wilson's`(each: Interval) throws {
        var rate = Rate()
        (rate.numerator, rate.denominator) = (each.above, each.below)
        let interval = try #require(rate.interval)
        #expect(interval.low == each.low)
        #expect(interval.high == each.high)
    }

    @Test func `a rate over nothing is absent`() {
        #expect(Rate().value == nil)
        #expect(Rate().interval == nil)
    }

    @Test func `quantiles are type 7, rounded half-even to the millisecond`() {
        let summary = DurationSummary([4, 1, 3, 2])
        #expect(summary.median == 2)  // 2.5
        #expect(summary.p90 == 4)  // 3.7
        #expect(summary.mean == 2)  // 2.5
        #expect(DurationSummary([1, 2, 4, 9]).median == 3)
        #expect(DurationSummary([0, 7]).median == 4)  // 3.5
        #expect(DurationSummary([5]).p90 == 5)
        #expect(DurationSummary([]).median == nil)
        #expect(DurationSummary([1, 2], excluded: 3).excluded == 3)
        #expect(DurationSummary([10, 20, 30]).max == 30)
    }

    @Test func `periods are months, quarters and years`() throws {
        let quarter = try #require(DaySpan(period: "2026-Q1"))
        #expect(quarter.since?.description == "2026-01-01")
        #expect(quarter.until?.description == "2026-03-31")
        #expect(DaySpan(period: "2024-02")?.until?.description == "2024-02-29")
        #expect(DaySpan(period: "2026-12")?.until?.description == "2026-12-31")
        #expect(DaySpan(period: "2026")?.since?.description == "2026-01-01")
        for text in ["", "26", "2026-13", "2026-Q5", "2026-1", "2026-Q1-1", "x"] {
            #expect(DaySpan(period: text) == nil)
        }
        let first = try #require(CalendarDate("2026-01-01"))
        #expect(quarter.contains(first))
        #expect(!quarter.contains(first.advanced(by: -1)))
    }
}
