import ReferralModel

extension Measure {
    /// From the closing in effect to the word to the referrer, of needs that have it.
    static let timeToTell = Measure(
        "time_to_tell",
        .need,
        .cohort,
        "from the outcome to the word"
    ) { sample in
        .duration(
            sample.durations { need in
                need.course.closing.flatMap { closing in
                    need.told.map { (closing.moment, $0) }
                }
            }
        )
    }
}
