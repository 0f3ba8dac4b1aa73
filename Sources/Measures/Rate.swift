/// A share of a whole, with what was left out of it and how sure it is.
public struct Rate: Sendable, Equatable {
    /// How many are above the line.
    public var numerator = 0
    /// How many are below it.
    public var denominator = 0
    /// Members too young for the follow-up.
    public var immature = 0
    /// Members whose data cannot be true.
    public var excluded = 0
    /// Members that are not decided yet.
    public var open = 0
    /// A count that is worth seeing beside it, by name.
    public var beside: (name: String, count: Int)?

    /// Nothing counted yet.
    public init() {}

    /// The share, or `nil` over nothing.
    public var value: Double? {
        denominator == 0 ? nil : Double(numerator) / Double(denominator)
    }

    /// The 95 % interval of Wilson, or `nil` over nothing.
    ///
    /// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical
    /// inference", JASA 22 (1927).
    public var interval: (low: Double, high: Double)? {
        guard let share = value else { return nil }
        let count = Double(denominator)
        let z = 1.9599639845400545
        let scale = 1 + z * z / count
        let centre = (share + z * z / (2 * count)) / scale
        let reach =
            z * (share * (1 - share) / count + z * z / (4 * (count * count))).squareRoot() / scale
        return (
            numerator == 0 ? 0 : centre - reach, numerator == denominator ? 1 : centre + reach
        )
    }

    /// Compares all counts.
    public static func == (one: Rate, other: Rate) -> Bool {
        (one.numerator, one.denominator, one.immature, one.excluded, one.open)
            == (other.numerator, other.denominator, other.immature, other.excluded, other.open)
            && one.beside?.name == other.beside?.name && one.beside?.count == other.beside?.count
    }
}
