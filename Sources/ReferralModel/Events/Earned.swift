public import Notation

/// `earned`: money after the conversion; a refund is negative.
///
/// `{…,"type":"earned",…,"amount":"49.00","currency":"EUR","kind":"repeat"}`
public struct Earned: Sendable, Equatable {
    /// What kind of money it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// The first payment.
        case first
        /// A later one.
        case `repeat`
        /// Money given back, negative.
        case refund
    }

    /// How much, a decimal amount.
    public var amount: Verbatim
    /// The currency of `amount`.
    public var currency: Verbatim
    /// first, repeat or refund.
    public var kind: Verbatim

    /// The keys of the type, in their order.
    static let keys = ["amount", "currency", "kind"]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        amount = try index.need(.amount, line)
        currency = try index.need(.currency, line)
        kind = try index.need(.kind, line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("amount", amount.text)
        writer.string("currency", currency.text)
        writer.string("kind", kind.text)
    }

    /// How much, where both keys can be read.
    public var money: Money? { Money(amount: amount, currency: currency) }

    /// Refuses a kind that there is not, and an amount whose sign does not go with it.
    func check() throws(Refusal) {
        try Refusal.unless(kind, isOneOf: Kind.self, key: "kind")
        guard let money, money.amount.isNegative == (kind == "refund") else {
            throw .wrongSign(kind: kind)
        }
    }
}
