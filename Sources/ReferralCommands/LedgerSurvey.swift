import EventLog
import Notation
import Project
import ReferralModel
import Rendering

/// What `verify` finds: counts, heads, and every fault with its place.
struct LedgerSurvey {
    /// Everything that is wrong.
    let faults: [LogFault]
    private let log: Log<EventRecord>
    private var ledger: Ledger
    private let unopened: Int
    private let unknown: Int
    /// Events whose ids had to run more than a day ahead of their clock.
    private let ahead: Int

    init(_ log: Log<EventRecord>, people: People) {
        self.log = log
        ledger = log.ledger
        var faults = log.faults()
        var unopened = 0
        var unknown = 0
        var ahead = 0
        for entry in log.entries {
            switch entry.record {
            case .event(let event):
                if event.isFarAhead { ahead += 1 }
                unopened += event.seals.count { people.text(of: event.id, $0) == nil }
            case .unknown: unknown += 1
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
    }

    /// The findings as a document.
    mutating func document(_ zone: TimeZoneRules) -> Document {
        var conflicts = 0
        var waiting = 0
        var oddities = 0
        let referrals = ledger.referrals()
        for referral in referrals {
            conflicts += ledger.conflicts(of: referral).count { !$0.follows }
            waiting += referral.events.indices.count { referral.standing(of: $0) == .waiting }
            if referral.isListed { oddities += ledger.anomalies(of: referral, in: zone).count }
        }
        waiting += ledger.orphans
        oddities += ahead
        let rows = faults.map { fault in
            [
                JSONMember("file", .string("events/" + fault.file)),
                JSONMember("line", .integer(fault.line)),
                JSONMember("column", .integer(fault.column)),
                JSONMember("kind", .string(fault.kind.rawValue)),
                JSONMember("detail", .string(fault.detail)),
            ]
        }
        let members = [
            JSONMember("events", .integer(log.entries.count)),
            JSONMember("referrals", .integer(referrals.count)),
            JSONMember("heads", .array(log.heads.map { .string($0.description) })),
            JSONMember("first", .optional(log.entries.first?.id.description)),
            JSONMember("last", .optional(log.newest?.description)),
            JSONMember("conflicts", .integer(conflicts)),
            JSONMember("waiting", .integer(waiting)),
            JSONMember("sealed_unopened", .integer(unopened)),
            JSONMember("unknown", .integer(unknown)),
            JSONMember("anomalies", .integer(oddities)),
            JSONMember("faults", .array(rows.map { .object($0) })),
        ]
        let count = referrals.count == 1 ? "1 referral" : "\(referrals.count) referrals"
        var blocks: [Document.Block] = [
            .line(
                faults.isEmpty
                    ? "sound: \(log.entries.count) events of \(count)"
                    : "not sound: \(faults.count) faults in \(log.entries.count) events"
            )
        ]
        blocks.append(.facts(facts(conflicts, waiting, oddities)))
        blocks += faults.map { fault in
            .line(
                "events/\(fault.file):\(fault.line):\(fault.column): \(fault.kind.rawValue): "
                    + fault.detail
            )
        }
        return Document(
            schema: "referral.verify/1",
            members: members,
            columns: ["file", "line", "column", "kind", "detail"],
            rows: rows,
            blocks: blocks
        )
    }

    private func facts(
        _ conflicts: Int,
        _ waiting: Int,
        _ oddities: Int
    ) -> [(name: String, value: String)] {
        let heads = log.heads.map(\.description).joined(separator: ", ")
        var facts = [("heads", heads)]
        if conflicts > 0 { facts.append(("conflicts", "\(conflicts): see status --conflicts")) }
        if waiting > 0 {
            facts.append(("waiting", "\(waiting) events name others that are not here"))
        }
        if unopened > 0 {
            facts.append(("sealed", "\(unopened) private texts are not on this machine"))
        }
        if unknown > 0 { facts.append(("unknown", "\(unknown) events of types not known here")) }
        if oddities > 0 { facts.append(("anomalies", "\(oddities): data that cannot be true")) }
        if ahead > 0 {
            facts.append(("clocks", "\(ahead) entries were recorded a day or more behind others"))
        }
        return facts
    }
}
