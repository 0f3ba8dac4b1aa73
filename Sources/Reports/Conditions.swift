import Measures
public import Notation
public import ReferralModel

/// What referrals must fulfil to be taken in: each of some conditions on a dimension.
public struct Conditions: Sendable {
    let filters: [Question.Filter]

    /// Reads conditions, `KEY=VALUE[,VALUE…]` each.
    public init(_ texts: [String]) throws(ReportRequest.Problem) {
        var filters: [Question.Filter] = []
        for text in texts {
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw .unreadableFilter
            }
            _ = try ReportRequest.dimension(String(text[..<equals]))
            guard let filter = Question.Filter(text), !filter.values.isEmpty else {
                throw .unreadableFilter
            }
            filters.append(filter)
        }
        self.filters = filters
    }

    /// Whether a referral fulfils them, by where its path has led.
    public func admit(_ course: Course, in zone: TimeZoneRules) -> Bool {
        filters.allSatisfy { $0.admits($0.dimension.group(of: course, in: zone)) }
    }
}
