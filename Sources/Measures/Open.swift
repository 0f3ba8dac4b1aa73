extension Measure {
    /// Needs without an outcome at the instant, whenever submitted.
    static let open = Measure("open", .need, .stock, "open, whenever submitted", .count)
}
