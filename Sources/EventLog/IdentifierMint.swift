public import Notation

/// Makes the ids of new events, so that each sorts after all that the writer has seen.
///
/// The time part is now and the other 80 bits are random. Where that is not after the newest id,
/// it is the newest id plus a random step of 1 to 2^56, as one 128-bit number. Further events of
/// one command add 1 each.
public struct IdentifierMint: Sendable {
    /// How far an id may run from the clock before the event notes the clock's true reading.
    static let tolerance: Int64 = 1000

    private let now: Instant
    private let newest: ULID?
    private var last: ULID?

    /// After this no clock shows a time, in milliseconds since 1970.
    private static let end = Instant.end.milliseconds
    private static let year: Int64 = 31_556_952_000

    /// Whether an id can be one: ids go on from each other for less than a century after the last clock.
    static func isPossible(_ id: ULID) -> Bool { id.time.milliseconds < end + 100 * year }

    /// Whether ids can go on after this one: half of that is left at least.
    public static func canGoOn(after newest: ULID?) -> Bool {
        newest.map { $0.time.milliseconds < end + 50 * year } ?? true
    }

    /// Whether an id is so far ahead of a clock that only a forged one, or one after it, can be.
    public static func isForged(_ id: ULID, at now: Instant) -> Bool {
        id.time.milliseconds > now.milliseconds + year
    }

    /// Starts from the newest id of the log and the reading of the clock.
    public init(after newest: ULID?, now: Instant) {
        self.newest = newest
        self.now = now
    }

    /// The next id, and the clock's reading where the id had to run ahead of it.
    public mutating func next() -> (id: ULID, clock: Instant?) {
        let id: ULID
        if let last {
            id = ULID(value: last.value &+ 1)
        } else {
            let fresh = ULID(time: now, low: UInt128.random(in: 0..<(UInt128(1) << 80)))
            if let newest, fresh <= newest {
                id = ULID(value: newest.value &+ UInt128.random(in: 1...(UInt128(1) << 56)))
            } else {
                id = fresh
            }
        }
        last = id
        let ahead = id.time.milliseconds - now.milliseconds
        return (id, abs(ahead) > Self.tolerance ? now : nil)
    }
}
