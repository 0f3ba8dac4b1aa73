/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    /// The end of the year 9999, after which nothing can be written down.
    public static let end = Instant(milliseconds: 253_402_300_800_000)

    /// Takes milliseconds since 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Reads a date-time of RFC 3339 section 5.6; `nil` for anything else.
    ///
    /// The years are 0 to 9999 in UTC too. Fractions beyond the millisecond are dropped. A 60th second is taken only where a leap
    /// second can be, at 23:59 UTC on the last day of June or December, and is the instant
    /// after it.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, let date = CalendarDate(text.prefix(10)), bytes[10] | 0x20 == 0x74,
            bytes[13] == ASCII.colon, bytes[16] == ASCII.colon,
            let hour = Digits.read(bytes[11..<13]), hour < 24,
            let minute = Digits.read(bytes[14..<16]), minute < 60,
            let second = Digits.read(bytes[17..<19]), second <= 60
        else { return nil }
        var index = 19
        var fraction = 0
        if bytes[index] == ASCII.period {
            let start = index + 1
            index = start
            while index < bytes.count, ASCII.digit(bytes[index]) != nil { index += 1 }
            guard index > start else { return nil }
            let digits = Array(bytes[start..<index].prefix(3))
            fraction =
                (Digits.read(digits[...]) ?? 0) * [100, 10, 1][digits.count - 1]
        }
        guard let offset = Self.offset(bytes[index...]) else { return nil }
        let minutes = (date.day * 24 + hour) * 60 + minute - offset
        if second == 60 {
            let utc = CalendarDate(day: Self.floor(minutes, 1440)).components
            let leap = (utc.month == 6 && utc.day == 30) || (utc.month == 12 && utc.day == 31)
            guard leap, minutes - Self.floor(minutes, 1440) * 1440 == 1439 else { return nil }
            fraction = 0
        }
        milliseconds = Int64((minutes * 60 + second) * 1000 + fraction)
        guard (0...9999).contains(utcDate.components.year) else { return nil }
    }

    /// Reads bytes as a text is read.
    ///
    /// What this program writes itself, `2026-03-01T09:30:00Z` and with milliseconds, costs no text.
    public init?(_ text: Span<UInt8>) {
        guard let plain = Self.plain(text) else {
            var bytes: [UInt8] = []
            for index in 0..<text.count { bytes.append(text[index]) }
            guard let spelled = String(validating: bytes, as: UTF8.self) else { return nil }
            self.init(spelled)
            return
        }
        self.init(milliseconds: plain)
    }

    private static func plain(_ text: Span<UInt8>) -> Int64? {
        guard text.count == 20 || text.count == 24, text[4] == ASCII.minus, text[7] == ASCII.minus,
            text[10] == UInt8(ascii: "T"), text[13] == ASCII.colon, text[16] == ASCII.colon,
            text[text.count - 1] == UInt8(ascii: "Z"),
            let year = number(text, 0, 4), let month = number(text, 5, 2),
            let day = number(text, 8, 2), let hour = number(text, 11, 2), hour < 24,
            let minute = number(text, 14, 2), minute < 60,
            // A leap second is judged where texts are read.
            let second = number(text, 17, 2), second < 60,
            let date = CalendarDate(year: year, month: month, day: day)
        else { return nil }
        var fraction = 0
        if text.count == 24 {
            guard text[19] == ASCII.period, let read = number(text, 20, 3) else { return nil }
            fraction = read
        }
        return Int64((((date.day * 24 + hour) * 60 + minute) * 60 + second) * 1000 + fraction)
    }

    @inline(__always)
    private static func number(_ text: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<(start + count) {
            guard let digit = ASCII.digit(text[index]) else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// The UTC day that holds the instant.
    public var utcDate: CalendarDate {
        CalendarDate(day: Self.floor(Int(milliseconds), 86_400_000))
    }

    /// The instant a number of milliseconds later.
    public func advanced(by milliseconds: Int64) -> Instant {
        Instant(milliseconds: self.milliseconds + milliseconds)
    }

    /// RFC 3339 in UTC, `2026-03-01T09:30:00Z`, with three digits of fraction where not zero.
    public var description: String {
        let date = utcDate
        let ofDay = Int(milliseconds) - date.day * 86_400_000
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        date.append(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        Digits.append(ofDay / 3_600_000, 2, to: &bytes)
        bytes.append(ASCII.colon)
        Digits.append(ofDay / 60_000 % 60, 2, to: &bytes)
        bytes.append(ASCII.colon)
        Digits.append(ofDay / 1000 % 60, 2, to: &bytes)
        if ofDay % 1000 > 0 {
            bytes.append(ASCII.period)
            Digits.append(ofDay % 1000, 3, to: &bytes)
        }
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Orders by time.
    public static func < (one: Instant, other: Instant) -> Bool {
        one.milliseconds < other.milliseconds
    }

    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.first else { return nil }
        if first | 0x20 == 0x7A { return bytes.count == 1 ? 0 : nil }
        let start = bytes.startIndex
        guard bytes.count == 6, first == ASCII.plus || first == ASCII.minus,
            bytes[start + 3] == ASCII.colon,
            let hours = Digits.read(bytes[(start + 1)..<(start + 3)]), hours < 24,
            let minutes = Digits.read(bytes[(start + 4)..<(start + 6)]), minutes < 60
        else { return nil }
        return (first == ASCII.minus ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func floor(_ value: Int, _ unit: Int) -> Int {
        value >= 0 ? value / unit : -((unit - 1 - value) / unit)
    }
}
