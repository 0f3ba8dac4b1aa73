import Notation
public import ReferralModel
public import Rendering

/// Where many referrals stand.
public enum StatusList {
    /// A document of referrals in the order given.
    public static func document(
        _ referrals: [Referral],
        in ledger: inout Ledger,
        _ setting: Setting
    ) -> Document {
        var shapes: [[JSONMember]] = []
        var rows: [[String]] = []
        for referral in referrals {
            let shape = StatusShape(referral, in: &ledger, setting).members
            shapes.append(shape)
            rows.append(row(referral, shape, setting))
        }
        let open = referrals.count { $0.course.closing == nil }
        let untold = referrals.count { $0.course.closing != nil && $0.told == nil }
        let table = Table(
            [
                .init("Ref"), .init("Stage"), .init("Service", dispensability: 1), .init("For"),
                .init("From", dispensability: 3), .init("Provider", dispensability: 2),
                .init("Priority", dispensability: 4), .init("Age", isNumeric: true),
                .init("Waiting on"),
            ],
            rows
        )
        let count = referrals.count == 1 ? "1 referral" : "\(referrals.count) referrals"
        return Document(
            schema: "referral.status/1",
            members: [JSONMember("referrals", .array(shapes.map { .object($0) }))],
            columns: StatusShape.columns,
            rows: shapes,
            blocks: referrals.isEmpty
                ? [.line("no referrals")]
                : [.table(table), .line("\(count), \(open) open, \(untold) closed and untold")]
        )
    }

    private static func row(
        _ referral: Referral,
        _ shape: [JSONMember],
        _ setting: Setting
    ) -> [String] {
        let course = referral.course
        let value = { (key: String) in shape.first { $0.key == key }?.value.text ?? "—" }
        let stage = course.closing.map { "closed: \($0.payload.outcome)" } ?? course.stage.text
        let end = course.closing?.moment ?? Moment(setting.now)
        let age = course.submission?.moment.elapsed(to: end, in: setting.zone)
        let conflicts = shape.first { $0.key == "conflicts" }?.value
        return [
            referral.id.description, stage + (conflicts == .number("0") ? "" : " (conflict)"),
            value("service"), value("subject"), value("referrer"), value("provider"),
            value("priority"), Seconds.words(age),
            value("loop") == "untold" ? "coordinator: tell the referrer" : value("waiting_on"),
        ]
    }
}
