public import Notation
public import ReferralModel
public import Rendering

/// Where one referral stands, in full: whose turn it is, what may happen next, what happened.
public enum StatusPage {
    /// A document of one referral.
    ///
    /// - `instant`: Only what had happened by then is in the history, with all corrections.
    /// - `raw`: An event as it stands in the log.
    public static func document(
        _ referral: Referral,
        in ledger: inout Ledger,
        _ setting: Setting,
        asOf instant: Instant?,
        raw: (ULID) -> JSONValue?
    ) -> Document {
        let shape = StatusShape(referral, in: &ledger, setting).members
        let history = history(referral, asOf: instant, raw, setting)
        let next = next(referral, setting.programme)
        let page =
            shape + [
                JSONMember("history", .array(history.map(\.json))),
                JSONMember("next", .array(next.map(\.json))),
            ]
        var blocks = [Document.Block.heading(title(referral, setting), level: 1)]
        blocks.append(.facts(facts(referral, shape, in: &ledger, setting)))
        if !next.isEmpty {
            blocks.append(.heading("What may happen next", level: 2))
            blocks.append(
                .table(
                    Table(
                        [
                            .init("To"), .init("By", dispensability: 2),
                            .init("Needs", dispensability: 1), .init("Command", wraps: true),
                        ],
                        next.map(\.cells)
                    )
                )
            )
        }
        blocks.append(.heading("History", level: 2))
        blocks.append(
            .table(
                Table(
                    [
                        .init("When"), .init("What", wraps: true),
                        .init("Who", dispensability: 2), .init("Event", dispensability: 1),
                    ],
                    history.map(\.cells)
                )
            )
        )
        return Document(
            schema: "referral.status/1",
            members: [JSONMember("referrals", .array([.object(page)]))],
            columns: StatusShape.columns,
            rows: [page],
            blocks: blocks
        )
    }

    static func title(_ referral: Referral, _ setting: Setting) -> String {
        guard let submitted = referral.submission else { return referral.id.description }
        return "\(referral.id)  \(submitted.service) for \(setting.names.shown(submitted.subject))"
    }
}
