import EventLog
import Notation
import Project
import ReferralModel
import Rendering

/// What `verify` finds: counts, heads, and every fault with its place.
struct LedgerSurvey {
    /// Something that is sound, and that somebody should look at.
    struct Finding {
        /// What it is.
        let kind: String
        /// The referral, where it is about one.
        let ref: ReferralID?
        /// The event, where it is one.
        let event: ULID?
        /// What was found, in words.
        let detail: String
    }

    /// Everything that is wrong.
    let faults: [LogFault]
    /// What a strict look finds besides; empty without one.
    private(set) var findings: [Finding] = []
    private let log: Log<EventRecord>
    private let zone: TimeZoneRules
    private var ledger: Ledger
    private let unopened: Int
    private let unknown: [(id: ULID, type: String)]
    /// Events whose ids had to run more than a day ahead of their clock.
    private let ahead: [ULID]
    private let noted: NotedHeads?
    private let past: Log<EventRecord>.Past?
    private let referrals: [Referral]
    private var conflicts: [Finding] = []
    private var waiting: [Finding] = []
    private var anomalies: [Finding] = []

    init(
        _ log: Log<EventRecord>,
        people: People,
        _ noted: NotedHeads?,
        in zone: TimeZoneRules
    ) {
        self.log = log
        self.zone = zone
        self.noted = noted
        past = noted.map { log.past(of: $0.heads) }
        ledger = log.ledger
        var faults = log.faults()
        var unopened = 0
        var unknown: [(id: ULID, type: String)] = []
        var ahead: [ULID] = []
        for entry in log.entries {
            switch entry.record {
            case .event(let event):
                if event.isFarAhead { ahead.append(event.id) }
                unopened += event.seals.count { people.text(of: event.id, $0) == nil }
            case .unknown(let type, _): unknown.append((entry.id, type))
            case .unreadable(let type, _, let problem):
                faults.append(
                    LogFault(
                        file: log.files[entry.file].name,
                        line: entry.line,
                        column: 1,
                        kind: .unreadable,
                        detail: "\(type.rawValue): \(problem)"
                    )
                )
            }
        }
        self.faults = faults
        self.unopened = unopened
        self.unknown = unknown
        self.ahead = ahead
        referrals = ledger.referrals()
        count()
    }

    /// Whether every head that was noted is here, with as many events behind them as were noted.
    var isWhole: Bool {
        guard let past else { return true }
        return past.missing.isEmpty && noted?.count.map { $0 == past.count } != false
    }

    private mutating func count() {
        for referral in referrals {
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
            for position in referral.events.indices
            where referral.standing(of: position) == .waiting {
                let event = referral.events[position].id
                waiting.append(waits(referral.id, event))
            }
            guard referral.isListed else { continue }
            for anomaly in ledger.anomalies(of: referral, in: zone) {
                anomalies.append(
                    Finding(kind: "anomaly", ref: referral.id, event: nil, detail: anomaly.meaning)
                )
            }
        }
        for (ref, event) in ledger.orphaned { waiting.append(waits(ref, event)) }
        for event in ahead {
            anomalies.append(
                Finding(
                    kind: "anomaly",
                    ref: nil,
                    event: event,
                    detail: "recorded by a clock a day or more behind others"
                )
            )
        }
    }

    private func waits(_ ref: ReferralID, _ event: ULID) -> Finding {
        Finding(kind: "waiting", ref: ref, event: event, detail: "names an event that is not here")
    }

    /// Looks for what is sound and should be looked at.
    mutating func look(closelyAt programme: Programme, quarantined: Int) {
        findings = conflicts + anomalies + waiting
        for event in unknown {
            findings.append(
                Finding(
                    kind: "unknown",
                    ref: nil,
                    event: event.id,
                    detail: "of type \(event.type), which this program does not know"
                )
            )
        }
        for referral in referrals where referral.isListed {
            for event in referral.steps {
                guard let way = event.way, programme.transition(from: way.from, to: way.to) == nil
                else { continue }
                findings.append(
                    Finding(
                        kind: "programme",
                        ref: referral.id,
                        event: event.id,
                        detail: "\(way.to) cannot follow \(way.from) in the programme of today"
                    )
                )
            }
        }
        if quarantined > 0 {
            findings.append(
                Finding(
                    kind: "quarantine",
                    ref: nil,
                    event: nil,
                    detail: "\(quarantined) pieces in .referral/quarantine/: look at them, then "
                        + "remove it"
                )
            )
        }
    }

    /// The findings as a document.
    var document: Document {
        let rows = faults.map { fault in
            [
                JSONMember("file", .string("events/" + fault.file)),
                JSONMember("line", .integer(fault.line)),
                JSONMember("column", .integer(fault.column)),
                JSONMember("kind", .string(fault.kind.rawValue)),
                JSONMember("detail", .string(fault.detail)),
            ]
        }
        var members = [
            JSONMember("events", .integer(log.entries.count)),
            JSONMember("referrals", .integer(referrals.count)),
            JSONMember("heads", .array(log.heads.map { .string($0.description) })),
            JSONMember("first", .optional(log.entries.first?.id.description)),
            JSONMember("last", .optional(log.newest?.description)),
            JSONMember("conflicts", .integer(conflicts.count)),
            JSONMember("waiting", .integer(waiting.count)),
            JSONMember("sealed_unopened", .integer(unopened)),
            JSONMember("unknown", .integer(unknown.count)),
            JSONMember("anomalies", .integer(anomalies.count)),
        ]
        if let past {
            members.append(
                JSONMember("missing_heads", .array(past.missing.map { .string($0.description) }))
            )
            members.append(
                JSONMember("late", .array(past.late.map { .string($0.description) }))
            )
        }
        members.append(JSONMember("faults", .array(rows.map { .object($0) })))
        members.append(JSONMember("findings", .array(findings.map(Self.json))))
        return Document(
            schema: "referral.verify/1",
            members: members,
            columns: ["file", "line", "column", "kind", "detail"],
            rows: rows,
            blocks: blocks
        )
    }

    private static func json(_ finding: Finding) -> JSONValue {
        .object([
            JSONMember("kind", .string(finding.kind)),
            JSONMember("ref", .optional(finding.ref?.description)),
            JSONMember("event", .optional(finding.event?.description)),
            JSONMember("detail", .string(finding.detail)),
        ])
    }

    private var blocks: [Document.Block] {
        let count = referrals.count == 1 ? "1 referral" : "\(referrals.count) referrals"
        let wrong = faults.count == 1 ? "1 fault" : "\(faults.count) faults"
        var blocks: [Document.Block] = [
            .line(
                faults.isEmpty
                    ? "sound: \(log.entries.count) events of \(count)"
                    : "not sound: \(wrong) in \(log.entries.count) events"
            ),
            .facts(facts),
        ]
        blocks += faults.map { fault in
            .line(
                "events/\(fault.file):\(fault.line):\(fault.column): \(fault.kind.rawValue): "
                    + fault.detail
            )
        }
        if let past {
            blocks += past.missing.map { .line("gone: no line has the hash \($0)") }
            if let count = noted?.count, count != past.count, past.missing.isEmpty {
                blocks.append(
                    .line("gone: \(past.count) events are behind these heads, \(count) were noted")
                )
            }
            blocks += past.late.map {
                .line("late: \($0) sorts before these heads, and is not behind them")
            }
        }
        blocks += findings.map { finding in
            let place = [finding.ref?.description, finding.event?.description]
                .compactMap(\.self).joined(separator: " ")
            return .line("\(finding.kind): \(place.isEmpty ? "" : place + ": ")\(finding.detail)")
        }
        return blocks
    }

    private var facts: [(name: String, value: String)] {
        let heads = log.heads.map(\.description).joined(separator: ", ")
        var facts = [("heads", heads)]
        if !conflicts.isEmpty {
            facts.append(("conflicts", "\(conflicts.count): see status --conflicts"))
        }
        if !waiting.isEmpty {
            facts.append(("waiting", "\(waiting.count) events name others that are not here"))
        }
        if unopened > 0 {
            facts.append(("sealed", "\(unopened) private texts are not on this machine"))
        }
        if !unknown.isEmpty {
            facts.append(("unknown", "\(unknown.count) events of types not known here"))
        }
        if !anomalies.isEmpty {
            facts.append(("anomalies", "\(anomalies.count): data that cannot be true"))
        }
        if !ahead.isEmpty {
            facts.append(
                ("clocks", "\(ahead.count) entries were recorded a day or more behind others")
            )
        }
        return facts
    }
}
