import ReferralModel

extension Measure {
    /// Needs that were ever reopened, of those ever closed.
    static let reopenedRate = Measure(
        "reopened_rate",
        .need,
        .cohort,
        "closed, then reopened"
    ) { sample in
        .rate(sample.rate { $0.course.wasClosed ? $0.course.wasReopened : nil })
    }
}
