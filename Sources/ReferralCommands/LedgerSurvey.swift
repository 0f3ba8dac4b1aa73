import EventLog
import Notation
import Project
import ReferralModel

/// What `verify` finds: counts, heads, and every fault with its place.
struct LedgerSurvey {
    /// How closely a ledger is looked at.
    struct Manner {
        /// The zone of the programme's days.
        let zone: TimeZoneRules
        /// The programme, where what it would not allow today is wanted, and all else that is sound
        /// and should be looked at.
        let programme: Programme?
        /// How many pieces are in quarantine.
        let quarantined: Int
        /// How many threads are to look at the referrals of so many events.
        let threads: (Int) -> Int
    }

    /// Everything that is wrong.
    let faults: [LogFault]
    /// The format that the ledger has.
    let version: Int
    /// How many events there are.
    let count: Int
    /// The hashes of the lines that no other names.
    let heads: [Digest]
    /// The first id, or `nil` where nothing is recorded.
    let first: ULID?
    /// The last id, or `nil` where nothing is recorded.
    let newest: ULID?
    /// How many private texts cannot be opened here.
    let unopened: Int
    /// The events of types that this program does not know.
    let unknown: [(id: ULID, type: String)]
    /// The events whose ids had to run more than a day ahead of their clock.
    let ahead: [ULID]
    /// What is sound and should be looked at.
    let found: Findings
    /// Heads that somebody noted.
    let noted: NotedHeads?
    /// What is behind these.
    let past: Log<EventRecord>.Past?
    private let manner: Manner

    /// Surveys a log that was read whole.
    init(_ log: Log<EventRecord>, people: People, _ noted: NotedHeads?, _ manner: Manner) {
        var unopened = 0
        var unknown: [(id: ULID, type: String)] = []
        var ahead: [ULID] = []
        for entry in log.entries {
            switch entry.record {
            case .event(let event):
                if event.isFarAhead { ahead.append(event.id) }
                unopened += event.seals.count { people.text(of: event.id, $0) == nil }
            case .unknown(let type, _): unknown.append((entry.id, type))
            case .unreadable: break
            }
        }
        faults = log.faults() + log.unreadable
        let ledger = log.ledger
        version = ledger.founding.version
        count = log.entries.count
        heads = log.heads
        first = log.entries.first?.id
        newest = log.newest
        self.unopened = unopened
        self.unknown = unknown
        self.ahead = ahead
        found = Findings(of: ledger, count, manner)
        self.noted = noted
        past = noted.map { log.past(of: $0.heads) }
        self.manner = manner
    }

    /// Surveys a log in which nothing is wrong.
    ///
    /// - `people`: As they are after the log was read: a text is recorded before its event.
    init(_ log: SoundLog, people: People, _ manner: Manner) {
        faults = []
        version = log.figures.ledger.founding.version
        count = log.figures.count
        heads = log.figures.heads
        first = log.first
        newest = log.newest
        unopened = log.unopened.count { people.text(of: $0.event, $0.seal) == nil }
        unknown = log.unknown
        ahead = log.ahead
        found = Findings(of: log.figures.ledger, count, manner)
        noted = nil
        past = nil
        self.manner = manner
    }

    /// Whether every head that was noted is here, with as many events behind them as were noted.
    var isWhole: Bool {
        guard let past else { return true }
        return past.missing.isEmpty && noted?.count.map { $0 == past.count } != false
    }

    /// What cannot be true, clocks that were a day behind among it.
    var anomalies: [Findings.Finding] {
        found.anomalies
            + ahead.map { event in
                .init(
                    kind: "anomaly",
                    event: event,
                    detail: "recorded by a clock a day or more behind others"
                )
            }
    }

    /// All that a strict look finds besides faults; empty without one.
    var findings: [Findings.Finding] {
        guard manner.programme != nil else { return [] }
        var findings = found.conflicts + anomalies + found.waiting
        findings += unknown.map { event in
            .init(
                kind: "unknown",
                event: event.id,
                detail: "of type \(event.type), which this program does not know"
            )
        }
        findings += found.disallowed
        if manner.quarantined > 0 {
            findings.append(
                .init(
                    kind: "quarantine",
                    detail:
                        "pieces in .referral/quarantine/, \(manner.quarantined): to be looked at, "
                        + "and then removed"
                )
            )
        }
        return findings
    }
}

extension Findings {
    fileprivate init(of ledger: Ledger, _ count: Int, _ manner: LedgerSurvey.Manner) {
        let threads = manner.threads(count)
        self.init(of: ledger, in: manner.zone, manner.programme, threads: threads)
    }
}
