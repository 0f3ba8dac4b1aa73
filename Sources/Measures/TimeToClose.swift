import ReferralModel

extension Measure {
    /// From submission to the closing in effect, of needs that have it.
    static let timeToClose = time("time_to_close", "from submission to the outcome") { need in
        need.course.closing.map { (need.submission, $0.moment) }
    }
}
