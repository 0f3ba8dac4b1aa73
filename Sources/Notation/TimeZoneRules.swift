/// A time zone: which offset from UTC holds at an instant.
///
/// The rules themselves come from whoever knows them; this type turns instants into local days
/// and back, so that nothing below it needs a calendar library.
public struct TimeZoneRules: Sendable {
    /// The zone's IANA name, such as `Europe/London`.
    public let identifier: String
    private let offset: @Sendable (Instant) -> Int

    /// A zone by name and by the seconds that its clocks are ahead of UTC at an instant.
    public init(identifier: String, offset: @escaping @Sendable (Instant) -> Int) {
        self.identifier = identifier
        self.offset = offset
    }

    /// Coordinated universal time.
    public static let utc = TimeZoneRules(identifier: "UTC") { _ in 0 }

    /// The local day that holds an instant.
    public func date(of instant: Instant) -> CalendarDate { local(instant).utcDate }

    /// Whether there was such a local day; some zones left one out.
    public func has(_ date: CalendarDate) -> Bool { self.date(of: noon(of: date)) == date }

    /// The first instant of a local day, which need not be a midnight.
    public func start(of date: CalendarDate) -> Instant { instant(date, milliseconds: 0) }

    /// The last millisecond of a local day.
    public func end(of date: CalendarDate) -> Instant {
        start(of: date.advanced(by: 1)).advanced(by: -1)
    }

    /// Noon of a local day, where an event that has only a day is put.
    public func noon(of date: CalendarDate) -> Instant {
        instant(date, milliseconds: 43_200_000)
    }

    /// The local reading, such as `2026-03-01 09:30`.
    public func reading(of instant: Instant) -> String {
        let text = local(instant).description
        return String(text.prefix(10)) + " " + String(text.dropFirst(11).prefix(5))
    }

    private func local(_ instant: Instant) -> Instant {
        instant.advanced(by: Int64(offset(instant)) * 1000)
    }

    /// The instant at a local reading: of two the first, in a gap the instant that ends it.
    private func instant(_ date: CalendarDate, milliseconds: Int64) -> Instant {
        let reading = Instant(milliseconds: Int64(date.day) * 86_400_000 + milliseconds)
        let day: Int64 = 86_400_000
        let before = offset(reading.advanced(by: -day))
        let after = offset(reading.advanced(by: day))
        let early = reading.advanced(by: -1000 * Int64(max(before, after)))
        let late = reading.advanced(by: -1000 * Int64(min(before, after)))
        if local(early) == reading { return early }
        if local(late) == reading { return late }
        guard before != after else { return early }
        // The reading falls into a gap between two offsets: find the first instant after it.
        var low = reading.advanced(by: -day)
        var high = reading.advanced(by: day)
        while high.milliseconds - low.milliseconds > 1 {
            let middle = Instant(milliseconds: (low.milliseconds + high.milliseconds) / 2)
            if local(middle) < reading { low = middle } else { high = middle }
        }
        return high
    }
}
