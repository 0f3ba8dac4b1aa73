import Notation
import ReferralModel

/// What is sound in a ledger, and that somebody should look at.
struct Findings: Sendable {
    /// One of them.
    struct Finding: Sendable {
        /// What it is.
        let kind: String
        /// The referral, where it is about one.
        var ref: ReferralID?
        /// The event, where it is one.
        var event: ULID?
        /// What was found, in words.
        let detail: String
    }

    /// How many referrals were looked at.
    private(set) var referrals = 0
    /// Two things were said.
    private(set) var conflicts: [Finding] = []
    /// What cannot be true.
    private(set) var anomalies: [Finding] = []
    /// What names an event that is not here.
    private(set) var waiting: [Finding] = []
    /// What the programme of today would not allow; empty where there is none to ask.
    private(set) var disallowed: [Finding] = []

    private let zone: TimeZoneRules
    private let programme: Programme?

    /// Looks at every referral of a ledger.
    ///
    /// - Parameters:
    ///   - ledger: The state.
    ///   - zone: Of the programme's days.
    ///   - programme: What says which steps are allowed; `nil` where nobody wants to know.
    ///   - threads: How many are to look.
    init(of ledger: Ledger, in zone: TimeZoneRules, _ programme: Programme?, threads: Int) {
        self.init(zone, programme)
        let names = ledger.submissions
        let begin = self
        let found = concurrently(overRunsOf: names, threads: threads) { names in
            begin.looking(at: names, in: ledger)
        }
        for other in found { join(other) }
        for (ref, event) in ledger.orphaned(besides: names) { wait(ref, event) }
        for event in ledger.waiting { wait(nil, event) }
    }

    private init(_ zone: TimeZoneRules, _ programme: Programme?) {
        self.zone = zone
        self.programme = programme
    }

    private func looking(at names: ArraySlice<ReferralID>, in ledger: Ledger) -> Findings {
        var found = self
        var ledger = ledger
        for name in names {
            // What the programme would not allow is seen in the steps only.
            if programme == nil, ledger.isPlain(name) {
                found.referrals += 1
                continue
            }
            if let referral = ledger.folded(name) { found.look(at: referral, &ledger) }
        }
        return found
    }

    private mutating func join(_ other: Findings) {
        referrals += other.referrals
        conflicts += other.conflicts
        anomalies += other.anomalies
        waiting += other.waiting
        disallowed += other.disallowed
    }

    private mutating func look(at referral: Referral, _ ledger: inout Ledger) {
        referrals += 1
        for conflict in ledger.conflicts(of: referral) where !conflict.follows {
            conflicts.append(
                Finding(
                    kind: "conflict",
                    ref: referral.id,
                    event: conflict.event,
                    detail: "two things were said: see referral status --conflicts"
                )
            )
        }
        for position in referral.events.indices where referral.standing(of: position) == .waiting {
            wait(referral.id, referral.events[position].id)
        }
        guard referral.isListed else { return }
        for anomaly in ledger.anomalies(of: referral, in: zone) {
            anomalies.append(
                Finding(kind: "anomaly", ref: referral.id, detail: anomaly.meaning)
            )
        }
        guard let programme else { return }
        for event in referral.steps {
            guard let way = event.way, programme.transition(from: way.from, to: way.to) == nil,
                // One's own stage is entered anew where it has another phase since.
                programme.stage(way.from)?.name != (programme.stage(way.to)?.name ?? way.to)
            else { continue }
            disallowed.append(
                Finding(
                    kind: "programme",
                    ref: referral.id,
                    event: event.id,
                    detail: "\(way.to) cannot follow \(way.from) in the programme of today"
                )
            )
        }
    }

    private mutating func wait(_ ref: ReferralID?, _ event: ULID) {
        waiting.append(
            Finding(
                kind: "waiting",
                ref: ref,
                event: event,
                detail: "names an event that is not here"
            )
        )
    }
}
