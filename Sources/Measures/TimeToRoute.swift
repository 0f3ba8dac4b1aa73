import ReferralModel

extension Measure {
    /// From submission to the first routing, of needs that have it.
    static let timeToRoute = time("time_to_route", "from submission to the first asked") { need in
        need.course.attempts.first.map { (need.submission, $0.routed) }
    }
}
