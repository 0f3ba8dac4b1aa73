public import Notation

/// When something happened, and how exactly that is known.
public struct Moment: Hashable, Sendable {
    /// How exactly the instant is meant.
    public enum Precision: Hashable, Sendable {
        /// To the instant.
        case exact
        /// To the local day; the instant is that day's noon.
        case day
        /// A word that this program does not know: it gives no order and no durations.
        case other(Verbatim)
    }

    /// The instant.
    public let instant: Instant
    /// How exactly it is meant.
    public let precision: Precision

    /// Joins the two.
    public init(_ instant: Instant, _ precision: Precision = .exact) {
        self.instant = instant
        self.precision = precision
    }

    /// Milliseconds from this to another; whole local days where either is only a day.
    ///
    /// - Returns: `nil` where a precision is not known; negative where the other is earlier.
    public func elapsed(to other: Moment, in zone: TimeZoneRules) -> Int64? {
        if case .other = precision { return nil }
        if case .other = other.precision { return nil }
        guard precision == .day || other.precision == .day else {
            return other.instant.milliseconds - instant.milliseconds
        }
        let days = zone.date(of: other.instant).day - zone.date(of: instant).day
        return Int64(days) * 86_400_000
    }

    /// Whether it had come by an instant; a day has on the whole of it.
    public func isPast(_ instant: Instant, in zone: TimeZoneRules) -> Bool {
        if self.instant <= instant { return true }
        return precision == .day && zone.date(of: self.instant) <= zone.date(of: instant)
    }

    /// Whether another moment that should not be earlier is.
    public func isAfter(_ other: Moment, in zone: TimeZoneRules) -> Bool {
        guard let elapsed = elapsed(to: other, in: zone) else { return false }
        return elapsed < 0
    }
}

extension Moment.Precision {
    /// The word under `precision`, or `nil` where the key is absent.
    var word: String? {
        switch self {
        case .exact: nil
        case .day: "day"
        case .other(let word): word.text
        }
    }

    init(word: Verbatim?) {
        switch word {
        case nil: self = .exact
        case "day": self = .day
        case let word?: self = .other(word)
        }
    }
}
