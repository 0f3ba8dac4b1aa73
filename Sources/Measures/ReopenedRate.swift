import ReferralModel

extension Measure {
    /// Needs that were ever reopened, of those ever closed.
    static let reopenedRate = needs("reopened_rate", "closed, then reopened") { need in
        need.course.wasClosed
            ? .when(need.course.wasReopened) : .init(.outside, "was never closed")
    }
}
