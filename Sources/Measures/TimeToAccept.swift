import ReferralModel

extension Measure {
    /// From submission to the first acceptance, of needs that have it.
    static let timeToAccept = time("time_to_accept", "from submission to the first yes") { need in
        need.course.firstAcceptance.map { (need.submission, $0.moment) }
    }
}
