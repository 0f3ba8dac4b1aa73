/// A day of the proleptic Gregorian calendar, years 0 to 9999, in no time zone.
public struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let day: Int

    /// Takes a count of days since 1970-01-01.
    public init(day: Int) { self.day = day }

    /// A date by its numbers; `nil` where the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.days(inMonth: month, of: year)
        else { return nil }
        self.day = Self.count(year: year, month: month, day: day)
    }

    /// Reads `2026-03-01`; `nil` for anything else, 30 February included.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == ASCII.minus, bytes[7] == ASCII.minus,
            let year = Digits.read(bytes[0..<4]), let month = Digits.read(bytes[5..<7]),
            let day = Digits.read(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month from 1 and day of the month from 1.
    public var components: (year: Int, month: Int, day: Int) {
        // Days are counted from 1 March of the year 0, so that the leap day ends a year.
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let civil = month < 10 ? month + 3 : month - 9
        return (
            year + era * 400 + (civil <= 2 ? 1 : 0), civil, ofYear - (153 * month + 2) / 5 + 1
        )
    }

    /// The day of the week, Monday 1 to Sunday 7 (ISO 8601).
    public var weekday: Int { ((day + 3) % 7 + 7) % 7 + 1 }

    /// The ISO 8601 week, such as `2026-W09`.
    public var week: String {
        let thursday = CalendarDate(day: day + 4 - weekday)
        let year = thursday.components.year
        let first = Self.count(year: year, month: 1, day: 1)
        return Digits.pad(year, 4) + "-W" + Digits.pad((thursday.day - first) / 7 + 1, 2)
    }

    /// The calendar month, such as `2026-03`.
    public var month: String { String(description.prefix(7)) }

    /// The date a number of days later.
    public func advanced(by days: Int) -> CalendarDate { CalendarDate(day: day + days) }

    /// The date as `2026-03-01`.
    public var description: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Adds the date as `2026-03-01`.
    func append(to bytes: inout [UInt8]) {
        let (year, month, day) = components
        Digits.append(year, 4, to: &bytes)
        bytes.append(ASCII.minus)
        Digits.append(month, 2, to: &bytes)
        bytes.append(ASCII.minus)
        Digits.append(day, 2, to: &bytes)
    }

    /// Orders by day.
    public static func < (one: CalendarDate, other: CalendarDate) -> Bool { one.day < other.day }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func count(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let ofEra = shifted - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }
}
