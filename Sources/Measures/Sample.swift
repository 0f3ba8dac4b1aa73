import Notation
public import ReferralModel

/// What one group's figures are counted from.
public struct Sample: Sendable {
    /// The needs submitted in the window.
    public internal(set) var needs: [Need] = []
    /// The attempts of needs submitted in the window.
    public internal(set) var attempts: [Attempt] = []
    /// The needs open at the instant, whenever submitted.
    public internal(set) var stock: [Need] = []
    /// The instant that figures are as of.
    let asOf: Instant
    /// The time zone of days.
    let zone: TimeZoneRules
    /// Which pseudonyms are one person.
    let people: PersonClasses

    /// Counts needs above and below a line.
    ///
    /// - `judge`: Whether a need is above the line; `nil` where it is not below it either.
    func rate(of judge: (Need) -> Bool?) -> Rate {
        var rate = Rate()
        for need in needs {
            if let isAbove = judge(need) {
                rate.denominator += 1
                if isAbove { rate.numerator += 1 }
            }
            if need.isOpen { rate.open += 1 }
        }
        return rate
    }

    /// Summarises the time between two moments of each need that has both.
    func durations(_ ends: (Need) -> (Moment, Moment)?) -> DurationSummary {
        durations(needs.lazy.compactMap(ends))
    }

    /// Summarises times between two moments; what is out of order or of unknown precision is
    /// excluded, never clamped.
    func durations(_ pairs: some Sequence<(Moment, Moment)>) -> DurationSummary {
        var durations: [Int64] = []
        var excluded = 0
        for (start, end) in pairs {
            if let elapsed = start.elapsed(to: end, in: zone), elapsed >= 0 {
                durations.append(elapsed)
            } else {
                excluded += 1
            }
        }
        return DurationSummary(durations, excluded: excluded)
    }
}
