import ReferralModel

extension Measure {
    /// From the closing in effect to the word to the referrer, of needs that have it.
    static let timeToTell = time("time_to_tell", "from the outcome to the word") { need in
        need.course.closing.flatMap { closing in need.told.map { (closing.moment, $0) } }
    }
}
