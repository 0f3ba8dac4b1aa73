import Notation

/// Any text as an instant, a day, a length or a period: read or refused, and written the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    if let instant = Instant(text) {
        guard Instant(instant.description) == instant else { fatalError("an instant is another") }
    }
    if let date = CalendarDate(text) {
        guard date.description == text else { fatalError("a day is written otherwise") }
        _ = TimeZoneRules.utc.noon(of: date)
    }
    if let length = CivilDuration(text) { _ = length.milliseconds }
    _ = DaySpan(period: text)
    if let amount = Amount(text) {
        guard Amount(amount.description) == amount else { fatalError("an amount is another") }
    }
    _ = ULID(text)
    _ = Digest(text)
    return 0
}
