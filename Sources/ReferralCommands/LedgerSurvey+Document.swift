import EventLog
import Notation
import ReferralModel
import Rendering

extension LedgerSurvey {
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
            JSONMember("events", .integer(count)),
            JSONMember("referrals", .integer(found.referrals)),
            JSONMember("heads", .array(heads.map { .string($0.description) })),
            JSONMember("first", .optional(first?.description)),
            JSONMember("last", .optional(newest?.description)),
            JSONMember("conflicts", .integer(found.conflicts.count)),
            JSONMember("waiting", .integer(found.waiting.count)),
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

    private static func json(_ finding: Findings.Finding) -> JSONValue {
        .object([
            JSONMember("kind", .string(finding.kind)),
            JSONMember("ref", .optional(finding.ref?.description)),
            JSONMember("event", .optional(finding.event?.description)),
            JSONMember("detail", .string(finding.detail)),
        ])
    }

    private var blocks: [Document.Block] {
        let referrals = found.referrals == 1 ? "1 referral" : "\(found.referrals) referrals"
        let wrong = faults.count == 1 ? "1 fault" : "\(faults.count) faults"
        var blocks: [Document.Block] = [
            .line(
                faults.isEmpty
                    ? "sound: \(count) events of \(referrals)"
                    : "not sound: \(wrong) in \(count) events"
            ),
            .facts(facts),
        ]
        blocks += faults.map { fault in
            let column = fault.line == 0 ? "" : ":\(fault.column)"
            return .line("\(fault.place)\(column): \(fault.kind.rawValue): \(fault.detail)")
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
        let heads = heads.map(\.description).joined(separator: ", ")
        var facts = [("heads", heads)]
        if !found.conflicts.isEmpty {
            facts.append(("conflicts", "\(found.conflicts.count): see status --conflicts"))
        }
        if !found.waiting.isEmpty {
            let count = found.waiting.count
            let events = count == 1 ? "1 event names another" : "\(count) events name others"
            facts.append(("waiting", "\(events) \(count == 1 ? "that is" : "that are") not here"))
        }
        if unopened > 0 {
            let texts = unopened == 1 ? "1 private text is" : "\(unopened) private texts are"
            facts.append(("sealed", "\(texts) not on this machine"))
        }
        if !unknown.isEmpty {
            let events = unknown.count == 1 ? "1 event" : "\(unknown.count) events"
            facts.append(("unknown", "\(events) of types not known here"))
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
