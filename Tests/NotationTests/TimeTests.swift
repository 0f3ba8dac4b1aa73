import Notation
import Testing

@Suite struct TimeTests {
    static let instants: [(String, String)] = [
        ("2026-03-01T09:30:00Z", "2026-03-01T09:30:00Z"),
        ("2026-03-01t09:30:00z", "2026-03-01T09:30:00Z"),
        ("2026-03-01T09:30:00.5Z", "2026-03-01T09:30:00.500Z"),
        ("2026-03-01T09:30:00.123456Z", "2026-03-01T09:30:00.123Z"),
        ("2026-03-01T00:30:00+01:00", "2026-02-28T23:30:00Z"),
        ("2026-03-01T09:30:00-00:00", "2026-03-01T09:30:00Z"),
        ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"),
        ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("2017-01-01T00:59:60+01:00", "2017-01-01T00:00:00Z"),
    ]

    @Test(arguments: instants) func `instants of RFC 3339 are read`(text: String, canonical: String)
    {
        #expect(Instant(text)?.description == canonical)
    }

    @Test(arguments: [
        "2026-02-30T00:00:00Z", "2025-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-03-01T24:00:00Z", "2026-03-01T09:60:00Z", "2026-03-01T09:30:61Z",
        "2026-03-01T09:30:60Z", "2026-03-01 09:30:00Z", "2026-03-01T09:30:00", "2026-03-01T09:30Z",
        "2026-03-01T09:30:00.Z", "2026-03-01T09:30:00+0100", "2026-03-01T09:30:00+24:00",
        "2026-3-1T09:30:00Z", "", "2026-06-29T23:59:60Z", "+026-03-01T09:30:00Z",
    ])
    func `what is no instant is refused`(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test func `dates count days and refuse what the calendar lacks`() {
        #expect(CalendarDate("1970-01-01")?.day == 0)
        #expect(CalendarDate("2000-02-29")?.day == 11_016)
        #expect(CalendarDate("1900-02-29") == nil)
        #expect(CalendarDate("2026-02-30") == nil)
        #expect(CalendarDate("2026-2-3") == nil)
        for day in stride(from: -719_528, through: 2_932_896, by: 997) {
            let date = CalendarDate(day: day)
            #expect(CalendarDate(date.description) == date)
        }
    }

    static let weeks: [(String, String, Int)] = [
        ("2026-01-01", "2026-W01", 4), ("2027-01-01", "2026-W53", 5), ("2024-12-30", "2025-W01", 1),
        ("2021-01-03", "2020-W53", 7), ("2026-11-21", "2026-W47", 6),
    ]

    @Test(arguments: weeks) func `weeks are those of ISO 8601`(date: String, week: String, day: Int)
    {
        #expect(CalendarDate(date)?.week == week)
        #expect(CalendarDate(date)?.weekday == day)
    }

    @Test func `a local day begins and ends by its zone's clocks`() throws {
        // Clocks go from +1 h to +2 h at this instant, and their reading from 02:00 to 03:00.
        let change = try #require(Instant("2026-03-29T01:00:00Z"))
        let zone = TimeZoneRules(identifier: "Test") { $0 < change ? 3600 : 7200 }
        let date = try #require(CalendarDate("2026-03-29"))
        #expect(zone.start(of: date).description == "2026-03-28T23:00:00Z")
        #expect(zone.end(of: date).description == "2026-03-29T21:59:59.999Z")
        #expect(zone.noon(of: date).description == "2026-03-29T10:00:00Z")
        #expect(zone.date(of: zone.noon(of: date)) == date)
        // A day that begins in the gap begins when the gap ends.
        let midnight = TimeZoneRules(identifier: "Gap") { instant in
            instant.milliseconds < date.instantAtUTC ? 0 : 3600
        }
        #expect(midnight.start(of: date).description == "2026-03-29T00:00:00Z")
        #expect(midnight.date(of: midnight.start(of: date)) == date)
    }

    @Test func `durations are a count and a unit`() {
        #expect(CivilDuration("30d")?.milliseconds == 2_592_000_000)
        #expect(CivilDuration("4h")?.milliseconds == 14_400_000)
        #expect(CivilDuration("2w")?.milliseconds == 1_209_600_000)
        #expect(CivilDuration("3bd")?.unit == .businessDays)
        #expect(CivilDuration("3bd")?.milliseconds == nil)
        for text in ["", "d", "3", "3 d", "-3d", "3D", "1.5h", "12345678901d"] {
            #expect(CivilDuration(text) == nil)
        }
    }
}

extension CalendarDate {
    /// Milliseconds of the date's midnight in UTC.
    fileprivate var instantAtUTC: Int64 { Int64(day) * 86_400_000 }
}
