extension Measure {
    /// Needs submitted in the window.
    static let submitted = Measure("submitted", .need, .cohort, "referrals submitted", .count)
}
