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
    public init(_ ledger: inout Ledger, _ question: Question, in zone: TimeZoneRules) {
        var openFails = false
        if case .day? = question.followUp { openFails = true }
        let empty = Sample(openFails: openFails, zone: zone, people: ledger.people)
        var whole = empty
        var groups: [Verbatim?: Sample] = [:]
        var oddities: [Oddity] = []
        let others = question.filters.filter { $0.dimension != .plain(.provider) }
        let providers = question.filters.filter { $0.dimension == .plain(.provider) }
        for referral in ledger.referrals() {
            guard let now = Need(referral, asOf: question.asOf, in: zone, &ledger),
                others.allSatisfy({ $0.admits($0.dimension.group(of: now.course, in: zone)) })
            else { continue }
            let isInCohort = question.window.contains(zone.date(of: now.submission.instant))
            let isWithProvider = providers.allSatisfy { $0.admits(now.course.provider) }
            if isInCohort, isWithProvider {
                let anomalies = ledger.anomalies(of: referral, in: zone)
                if !anomalies.isEmpty {
                    oddities.append(Oddity(id: referral.id, anomalies: anomalies))
                }
            }
            let need = isInCohort ? question.followed(now, referral, in: zone, &ledger) : nil
            let share = Share(
                need: need,
                now: now,
                isInCohort: isInCohort,
                isWithProvider: isWithProvider,
                providers: providers
            )
            for part in Part.allCases { share.add(part, to: &whole) }
            guard let dimension = question.dimension else { continue }
            let key = dimension.group(of: (need ?? now).course, in: zone)
            let keyNow = dimension.group(of: now.course, in: zone)
            share.add(.need, to: &groups[key, default: empty])
            share.add(.stock, to: &groups[keyNow, default: empty])
            guard dimension == .plain(.provider) else {
                share.add(.attempts, to: &groups[key, default: empty])
                continue
            }
            // A need goes to one provider, its attempts each to its own.
            for provider in Set((need ?? now).course.attempts.map(\.provider)) {
                share.add(.attempts, of: provider, to: &groups[provider, default: empty])
            }
        }
        self.whole = whole
        self.oddities = oddities
        self.groups = groups.filter { !$0.value.isEmpty }.sorted { one, other in
            guard let first = one.key else { return false }
            guard let second = other.key else { return true }
            return first < second
        }.map { (key: $0.key, sample: $0.value) }
    }
}

extension Study {
    /// What a need adds to a sample.
    fileprivate enum Part: CaseIterable {
        case need
        case attempts
        case stock
    }

    /// One need with what decides where it counts.
    fileprivate struct Share {
        /// The need at the end of its follow-up; `nil` while that is not over.
        let need: Need?
        /// The need at the instant.
        let now: Need
        let isInCohort: Bool
        let isWithProvider: Bool
        /// The conditions on providers, which attempts fulfil each for itself.
        let providers: [Question.Filter]

        func add(_ part: Part, of provider: Verbatim? = nil, to sample: inout Sample) {
            switch part {
            case .need:
                guard isInCohort, isWithProvider else { return }
                if let need {
                    sample.needs.append(Member(need: need, attempt: nil))
                } else {
                    sample.immature.append(Member(need: now, attempt: nil))
                }
            case .stock:
                guard now.isOpen, isWithProvider else { return }
                sample.stock.append(Member(need: now, attempt: nil))
            case .attempts:
                guard isInCohort else { return }
                let followed = need ?? now
                for attempt in followed.course.attempts
                where provider == nil || attempt.provider == provider {
                    guard providers.allSatisfy({ $0.admits(attempt.provider) }) else { continue }
                    let member = Member(need: followed, attempt: attempt)
                    if need == nil {
                        sample.immatureAttempts.append(member)
                    } else {
                        sample.attempts.append(member)
                    }
                }
            }
        }
    }
}

extension Question {
    /// A need as it stood at the end of its follow-up; `nil` while that is not over.
    fileprivate func followed(
        _ need: Need,
        _ referral: Referral,
        in zone: TimeZoneRules,
        _ ledger: inout Ledger
    ) -> Need? {
        guard let followUp else { return need }
        let horizon = followUp.horizon(after: need.submission, in: zone)
        guard horizon <= asOf, need.submission.isPast(horizon, in: zone) else { return nil }
        return Need(referral, asOf: horizon, in: zone, &ledger)
    }
}

extension Sample {
    fileprivate var isEmpty: Bool {
        needs.isEmpty && attempts.isEmpty && stock.isEmpty && immature.isEmpty
            && immatureAttempts.isEmpty
    }
}
