/// A decimal amount, exact: `1250.00` is 125000 hundredths and keeps its two places.
public struct Amount: Hashable, Sendable, CustomStringConvertible {
    private let units: Int128
    private let places: Int

    /// Nothing, with no places.
    public static let zero = Amount(units: 0, places: 0)

    /// Reads `-5.50`: an optional minus, 1 to 18 digits, and 1 to 6 digits after a point.
    public init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        let negative = bytes.first == ASCII.minus
        if negative { bytes = bytes.dropFirst() }
        let parts = bytes.split(separator: ASCII.period, omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, (1...18).contains(whole.count),
            parts.count == 1 || (1...6).contains(parts[1].count)
        else { return nil }
        var units: Int128 = 0
        for byte in parts.joined() {
            guard let digit = ASCII.digit(byte) else { return nil }
            units = units * 10 + Int128(digit)
        }
        self.init(units: negative ? -units : units, places: parts.count == 2 ? parts[1].count : 0)
    }

    private init(units: Int128, places: Int) {
        self.units = units
        self.places = places
    }

    /// Whether it is below nothing.
    public var isNegative: Bool { units < 0 }

    /// Whether two are as much, in however many places: `5.5` and `5.50` are.
    public func equals(_ other: Amount) -> Bool {
        let places = max(places, other.places)
        return scaled(to: places) == other.scaled(to: places)
    }

    /// The same amount with the other sign.
    public static prefix func - (amount: Amount) -> Amount {
        Amount(units: -amount.units, places: amount.places)
    }

    /// The exact sum, with the places of the more exact of the two.
    public static func + (one: Amount, other: Amount) -> Amount {
        let places = max(one.places, other.places)
        return Amount(units: one.scaled(to: places) + other.scaled(to: places), places: places)
    }

    /// The amount with its places, such as `1250.00`.
    public var description: String {
        let plain = String(units.magnitude)
        let missing = max(0, places + 1 - plain.utf8.count)
        let digits = String(repeating: "0", count: missing) + plain
        let sign = units < 0 ? "-" : ""
        guard places > 0 else { return sign + digits }
        return sign + digits.dropLast(places) + "." + digits.suffix(places)
    }

    private func scaled(to places: Int) -> Int128 {
        (self.places..<max(places, self.places)).reduce(units) { value, _ in value * 10 }
    }
}
