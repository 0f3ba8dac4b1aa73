import Notation

/// Reads times and days as people type them: RFC 3339, `2026-03-01`, `today`, `-7d`.
struct DateReader {
    /// What was typed.
    struct Point {
        /// The instant; of a day, its noon.
        let instant: Instant
        /// The local day.
        let date: CalendarDate
        /// Whether only the day is meant.
        let isDay: Bool
    }

    let now: Instant
    let zone: TimeZoneRules

    /// The point that a text names; `nil` for anything else, and beyond the years 0 to 9999.
    func read(_ text: String) -> Point? {
        guard let point = point(text), (0...9999).contains(point.date.components.year),
            (0...9999).contains(point.instant.utcDate.components.year)
        else { return nil }
        return point
    }

    /// The point at which something is to be recorded: a day that the zone left out is none.
    func readExisting(_ text: String) -> Point? {
        read(text).flatMap { zone.has($0.date) ? $0 : nil }
    }

    /// The instant by which a point has passed: a day has at its end, the last of all at that of UTC's.
    func end(of point: Point) -> Instant {
        guard point.isDay else { return point.instant }
        let year = point.date.components.year
        let end = zone.end(of: point.date)
        return year == 9999 ? min(end, TimeZoneRules.utc.end(of: point.date)) : end
    }

    private func point(_ text: String) -> Point? {
        if let instant = Instant(text) {
            return Point(instant: instant, date: zone.date(of: instant), isDay: false)
        }
        let today = zone.date(of: now)
        switch text {
        case "today": return day(today)
        case "yesterday": return day(today.advanced(by: -1))
        default: break
        }
        if let date = CalendarDate(text) { return day(date) }
        guard let sign = text.first, sign == "-" || sign == "+",
            let duration = CivilDuration(String(text.dropFirst())),
            let length = duration.milliseconds
        else { return nil }
        let direction: Int64 = sign == "-" ? -1 : 1
        guard length % 86_400_000 == 0, duration.unit == .days || duration.unit == .weeks else {
            let instant = now.advanced(by: direction * length)
            return Point(instant: instant, date: zone.date(of: instant), isDay: false)
        }
        return day(today.advanced(by: Int(direction * length / 86_400_000)))
    }

    private func day(_ date: CalendarDate) -> Point {
        Point(instant: zone.noon(of: date), date: date, isDay: true)
    }
}
