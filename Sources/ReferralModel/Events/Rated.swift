public import Notation

/// `rated`: what somebody thought of a referral, on a scale that the event names.
///
/// `{…,"type":"rated",…,"rater":"subject","score":4,"low":1,"high":5,"sealed":{"comment":"…"}}`
public struct Rated: Sendable, Equatable {
    /// Who can rate.
    public enum Rater: String, Sendable, CaseIterable {
        /// The person or lead that was referred.
        case subject
        /// Whoever made the referral.
        case referrer
        /// Whoever was asked to help.
        case provider
    }

    /// Who rated: subject, referrer or provider.
    public var rater: Verbatim
    /// The rating.
    public var score: Int
    /// The worst that there is.
    public var low: Int
    /// The best that there is.
    public var high: Int
    /// Why; kept sealed.
    public var comment: Verbatim?

    /// The keys of the type, in their order.
    static let keys = ["rater", "score", "low", "high", "comment"]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        rater = try index.need(.rater, line)
        score = try index.needInteger(.score, line)
        low = try index.needInteger(.low, line)
        high = try index.needInteger(.high, line)
        comment = index.text(.comment, line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("rater", rater.text)
        writer.integer("score", score)
        writer.integer("low", low)
        writer.integer("high", high)
        writer.string("comment", comment?.text)
    }

    /// Refuses a rater that there is not, and a score off the scale.
    func check() throws(Refusal) {
        try Refusal.unless(rater, isOneOf: Rater.self, key: "rater")
        guard low < high, (low...high).contains(score) else {
            throw .offScale(score: score, low: low, high: high)
        }
    }
}
