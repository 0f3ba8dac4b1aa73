public import Notation

/// `spent`: money spent on a campaign.
///
/// `{…,"type":"spent",…,"campaign":"spring","amount":"250.00","currency":"EUR"}`
public struct Spent: Sendable, Equatable {
    /// What it was spent on.
    public var campaign: Verbatim
    /// How much, a decimal amount.
    public var amount: Verbatim
    /// The currency of `amount`.
    public var currency: Verbatim

    /// The keys of the type, in their order.
    static let keys = ["campaign", "amount", "currency"]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        campaign = try index.need(.campaign, line)
        amount = try index.need(.amount, line)
        currency = try index.need(.currency, line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("campaign", campaign.text)
        writer.string("amount", amount.text)
        writer.string("currency", currency.text)
    }

    /// Refuses less than nothing.
    func check() throws(Refusal) {
        guard let money, !money.amount.isNegative else { throw .wrongSign(kind: "cost") }
    }

    /// How much, where both keys can be read.
    public var money: Money? { Money(amount: amount, currency: currency) }
}
