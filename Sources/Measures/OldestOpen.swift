extension Measure {
    /// The age of the oldest need without an outcome at the instant.
    static let oldestOpen = Measure(
        "oldest_open",
        .need,
        .stock,
        "age of the oldest open",
        .oldest
    )
}
