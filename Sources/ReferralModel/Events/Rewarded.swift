public import Notation

/// `rewarded`: a reward for a referral; rule, earner and recipient are the reward, the newest its state.
///
/// `{…,"type":"rewarded",…,"rule":"friend-10","earned_by":"01JQ…","recipient":"ann",
/// "amount":"10.00","currency":"EUR","status":"owed"}`
public struct Rewarded: Sendable, Equatable {
    /// How far a reward has come.
    public enum Status: String, Sendable, CaseIterable {
        /// It is due.
        case owed
        /// It waits for something.
        case held
        /// Somebody said yes.
        case approved
        /// It was paid.
        case paid
        /// It was taken back.
        case reversed
    }

    /// The rule that grants it.
    public var rule: Verbatim
    /// The event that earned it.
    public var earnedBy: ULID
    /// Who gets it.
    public var recipient: Verbatim
    /// How much, a decimal amount.
    public var amount: Verbatim
    /// The currency of `amount`.
    public var currency: Verbatim
    /// owed, held, approved, paid or reversed.
    public var status: Verbatim

    /// The keys of the type, in their order.
    static let keys = ["rule", "earned_by", "recipient", "amount", "currency", "status"]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        rule = try index.need(.rule, line)
        earnedBy = try index.needEventID(.earnedBy, line)
        recipient = try index.need(.recipient, line)
        amount = try index.need(.amount, line)
        currency = try index.need(.currency, line)
        status = try index.need(.status, line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("rule", rule.text)
        writer.string("earned_by", earnedBy.description)
        writer.string("recipient", recipient.text)
        writer.string("amount", amount.text)
        writer.string("currency", currency.text)
        writer.string("status", status.text)
    }

    /// How much, where both keys can be read.
    public var money: Money? { Money(amount: amount, currency: currency) }

    /// Refuses a status that there is not, and a reward below zero.
    func check() throws(Refusal) {
        try Refusal.unless(status, isOneOf: Status.self, key: "status")
        guard let money, !money.amount.isNegative else { throw .wrongSign(kind: "reward") }
    }
}
