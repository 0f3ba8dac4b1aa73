public import Notation
public import ReferralModel

/// The needs of a ledger at an instant, sorted into what figures are counted from.
public struct Study: Sendable {
    /// A referral with what cannot be true about it.
    public struct Oddity: Sendable {
        /// The referral.
        public let id: ReferralID
        /// What cannot be true.
        public let anomalies: [Anomaly]
    }

    /// The sample of the whole.
    public let whole: Sample
    /// The samples of the groups in the order of their names, what has none last; empty unless
    /// figures are grouped.
    public let groups: [(key: Verbatim?, sample: Sample)]
    /// The needs of the window with something that cannot be true.
    public let oddities: [Oddity]

    /// Sorts a ledger's needs.
    ///
    /// - `instant`: What had happened by then counts.
    /// - `window`: The submissions that the cohort takes in.
    /// - `dimension`: What to group by.
    public init(
        _ ledger: inout Ledger,
        asOf instant: Instant,
        window: DaySpan,
        by dimension: Dimension?,
        in zone: TimeZoneRules
    ) {
        let empty = Sample(asOf: instant, zone: zone, people: ledger.people)
        var whole = empty
        var groups: [Verbatim?: Sample] = [:]
        var oddities: [Oddity] = []
        for referral in ledger.referrals() {
            guard let need = Need(referral, asOf: instant, in: zone, &ledger) else { continue }
            let isInCohort = window.contains(zone.date(of: need.submission.instant))
            if isInCohort {
                whole.needs.append(need)
                whole.attempts += need.course.attempts
                let anomalies = ledger.anomalies(of: referral, in: zone)
                if !anomalies.isEmpty {
                    oddities.append(Oddity(id: referral.id, anomalies: anomalies))
                }
            }
            if need.isOpen { whole.stock.append(need) }
            guard let dimension else { continue }
            let key = dimension.group(of: need, in: zone)
            if isInCohort {
                groups[key, default: empty].needs.append(need)
                for attempt in need.course.attempts {
                    let key = dimension == .plain(.provider) ? attempt.provider : key
                    groups[key, default: empty].attempts.append(attempt)
                }
            }
            if need.isOpen { groups[key, default: empty].stock.append(need) }
        }
        self.whole = whole
        self.oddities = oddities
        self.groups = groups.sorted { one, other in
            guard let first = one.key else { return false }
            guard let second = other.key else { return true }
            return first < second
        }.map { (key: $0.key, sample: $0.value) }
    }
}
