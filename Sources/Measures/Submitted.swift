extension Measure {
    /// Needs submitted in the window.
    static let submitted = Measure("submitted", .need, .cohort, "referrals submitted") { sample in
        .count(sample.needs.count)
    }
}
