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
            guard let filter = Question.Filter(text), !filter.values.isEmpty,
                filter.values.allSatisfy({ Self.mayBe($0, filter.dimension) })
            else { throw .unreadableFilter }
            guard !filters.contains(where: { $0.dimension == filter.dimension }) else {
                throw .repeatedFilter(filter.dimension.text)
            }
            filters.append(filter)
        }
        self.filters = filters
    }

    /// Whether a group of a dimension may have a name: months and weeks are written in one way.
    private static func mayBe(_ value: Verbatim, _ dimension: Dimension) -> Bool {
        switch dimension {
        case .plain(.month):
            let first = CalendarDate(value.text + "-01")
            return value == Dimension.none || first.map { Verbatim($0.month) == value } == true
        case .plain(.week):
            return value == Dimension.none || Self.isWeek(value.text)
        default: return true
        }
    }

    /// Whether a text is a week such as `2026-W09`; not every year has 53.
    private static func isWeek(_ text: String) -> Bool {
        let parts = text.split(separator: "-W", omittingEmptySubsequences: false)
        // The first week of a year has its fourth of January.
        guard parts.count == 2, let week = Int(parts[1]), (1...53).contains(week),
            let first = CalendarDate("\(parts[0])-01-04")
        else { return false }
        return first.advanced(by: 7 * (week - 1)).week == text
    }

    /// The names of stages, outcomes and priorities that a programme does not have, each with those
    /// that it has; the log may still hold them.
    public func strangers(
        to programme: Programme
    ) -> [(dimension: String, name: Verbatim, known: [Verbatim])] {
        filters.flatMap { filter in
            let (has, known): ((Verbatim) -> Bool, [Verbatim])
            switch filter.dimension {
            case .plain(.stage):
                (has, known) = ({ programme.stage($0) != nil }, programme.stages.map(\.name))
            case .plain(.outcome):
                (has, known) = ({ programme.outcome($0) != nil }, programme.outcomes.map(\.name))
            case .plain(.priority):
                (has, known) = (programme.priorities.contains, programme.priorities)
            default: return [(dimension: String, name: Verbatim, known: [Verbatim])]()
            }
            return filter.values.filter { !has($0) && $0 != Dimension.none }
                .map { (filter.dimension.text, $0, known) }
        }
    }

    /// Whether a referral fulfils them, by where its path has led.
    public func admit(_ course: Course, in zone: TimeZoneRules) -> Bool {
        filters.allSatisfy { $0.admits($0.dimension.group(of: course, in: zone)) }
    }
}
