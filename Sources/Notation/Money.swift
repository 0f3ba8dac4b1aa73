/// An amount in a currency.
public struct Money: Hashable, Sendable {
    /// How much.
    public let amount: Amount
    /// Of which currency.
    public let currency: CurrencyCode

    /// Joins the two.
    public init(_ amount: Amount, _ currency: CurrencyCode) {
        self.amount = amount
        self.currency = currency
    }
}
