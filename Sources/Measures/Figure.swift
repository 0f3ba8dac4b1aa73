public import Notation

/// What a measure came to.
public enum Figure: Sendable {
    /// A count.
    case count(Int)
    /// An age in milliseconds; `nil` where nothing is open.
    case age(Int64?)
    /// A share.
    case rate(Rate)
    /// How long something took.
    case duration(DurationSummary)
    /// Money by currency.
    case amount([CurrencyCode: Amount])
}
