public import Notation
public import ReferralModel
public import Rendering

/// Conflicts, one referral after the other: both histories, what holds, and what would change that.
public enum ConflictList {
    /// A document of referrals with conflicts, in the order given.
    ///
    /// - `raw`: An event as it stands in the log.
    public static func document(
        _ referrals: [Referral],
        in ledger: inout Ledger,
        _ setting: Setting,
        raw: (ULID) -> JSONValue?
    ) -> Document {
        var shapes: [[JSONMember]] = []
        var blocks: [Document.Block] = []
        var count = 0
        for referral in referrals {
            let conflicts = ledger.conflicts(of: referral)
            let disputes = conflicts.map { Dispute($0, referral, setting) }
            let shape = StatusShape(referral, in: &ledger, setting).members
            shapes.append(
                shape + [JSONMember("disputes", .array(disputes.map { .object($0.members) }))]
            )
            count += conflicts.count { !$0.follows }
            blocks.append(
                .heading(StatusPage.title(referral, setting), level: blocks.isEmpty ? 1 : 2)
            )
            blocks.append(.table(table(referral, conflicts, setting, raw)))
            for dispute in disputes where !dispute.conflict.follows {
                blocks += dispute.lines.map { .line($0) }
            }
        }
        let counted = count == 1 ? "1 conflict" : "\(count) conflicts"
        let among = referrals.count == 1 ? "1 referral" : "\(referrals.count) referrals"
        blocks.append(.line(referrals.isEmpty ? "no conflicts" : "\(counted) of \(among)"))
        return Document(
            schema: "referral.status/1",
            members: [JSONMember("referrals", .array(shapes.map { .object($0) }))],
            columns: StatusShape.columns,
            rows: shapes,
            blocks: blocks
        )
    }

    /// Both histories in the order of ids: what holds, and what does not.
    private static func table(
        _ referral: Referral,
        _ conflicts: [Conflict],
        _ setting: Setting,
        _ raw: (ULID) -> JSONValue?
    ) -> Table {
        let words = EventWords(setting.names, in: setting.zone)
        let standing = Dictionary(
            conflicts.map { ($0.event, $0.follows ? "follows from a conflict" : "conflict") },
            uniquingKeysWith: { first, _ in first }
        )
        var rows: [[String]] = []
        for position in referral.events.indices {
            let event = referral.events[position]
            let isHolding =
                event.type.isOnPath && referral.standing(of: position) == .holds
                || event.type == .voided && referral.isVoid
            guard let stands = standing[event.id] ?? (isHolding ? "holds" : nil) else { continue }
            let object = raw(event.id) ?? .object([])
            let correction = StatusPage.correction(referral, position).map { " [\($0)]" } ?? ""
            rows.append([
                EventWords.short(event.id.description), stands, setting.reading(event.moment),
                words.line(object, event) + correction, words.author(object),
            ])
        }
        return Table(
            [
                .init("Event"), .init("Stands"), .init("When", dispensability: 1),
                .init("What", wraps: true), .init("Who", dispensability: 2),
            ],
            rows
        )
    }
}
