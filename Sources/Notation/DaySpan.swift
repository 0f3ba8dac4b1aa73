/// A stretch of whole local days, both ends included; either may be open.
public struct DaySpan: Sendable {
    /// The first day, or `nil` for all that came before.
    public let since: CalendarDate?
    /// The last day, or `nil` for all that came after.
    public let until: CalendarDate?

    /// From a day to a day.
    public init(since: CalendarDate? = nil, until: CalendarDate? = nil) {
        self.since = since
        self.until = until
    }

    /// Reads a month, a quarter or a year: `2026-03`, `2026-Q1`, `2026`.
    public init?(period: String) {
        let parts = period.split(separator: "-", omittingEmptySubsequences: false)
        let isPlain = period.utf8.allSatisfy { byte in
            ASCII.digit(byte) != nil || byte == ASCII.minus || byte == UInt8(ascii: "Q")
        }
        guard isPlain, let year = parts.first, year.utf8.count == 4, let number = Int(year) else {
            return nil
        }
        let months: ClosedRange<Int>
        switch parts.count {
        case 1: months = 1...12
        case 2 where parts[1].hasPrefix("Q"):
            guard parts[1].utf8.count == 2, let quarter = Int(parts[1].dropFirst()),
                (1...4).contains(quarter)
            else { return nil }
            months = (quarter * 3 - 2)...(quarter * 3)
        case 2:
            guard parts[1].utf8.count == 2, let month = Int(parts[1]), (1...12).contains(month)
            else { return nil }
            months = month...month
        default: return nil
        }
        let last = CalendarDate.days(inMonth: months.upperBound, of: number)
        guard let first = CalendarDate(year: number, month: months.lowerBound, day: 1),
            let end = CalendarDate(year: number, month: months.upperBound, day: last)
        else { return nil }
        self.init(since: first, until: end)
    }

    /// Whether a local day is inside.
    public func contains(_ date: CalendarDate) -> Bool {
        since.map { $0 <= date } != false && until.map { date <= $0 } != false
    }
}
