import Notation
public import ReferralModel
public import Rendering

/// Where many referrals stand.
public enum StatusList {
    /// One of them.
    public struct Row {
        fileprivate let referral: Referral
        fileprivate let shape: [JSONMember]

        /// Describes a referral; `ledger` is the state that it is from.
        public init(_ referral: Referral, in ledger: inout Ledger, _ setting: Setting) {
            self.referral = referral
            shape = StatusShape(referral, in: &ledger, setting).members
        }
    }

    /// How many have gone by.
    private struct Counts {
        var count = 0
        var open = 0
        var untold = 0

        mutating func take(_ referral: Referral) {
            count += 1
            guard referral.course.closing != nil else {
                open += 1
                return
            }
            if referral.told == nil { untold += 1 }
        }

        var words: String {
            let referrals = count == 1 ? "1 referral" : "\(count) referrals"
            return "\(referrals), \(open) open, \(untold) closed and untold"
        }
    }

    /// A document of referrals as they go by.
    ///
    /// - `isOfUntold`: Whether all are closed and untold: then people read whom to tell, and for how
    ///   long they have been left without a word.
    public static func document(
        _ setting: Setting,
        isOfUntold: Bool = false,
        rows: @escaping LongDocument<Row>.Rows
    ) -> LongDocument<Row> {
        var counts = Counts()
        return LongDocument(
            schema: "referral.status/1",
            key: "referrals",
            columns: StatusShape.columns,
            titles: isOfUntold
                ? [
                    .init("Ref"), .init("Tell"), .init("Outcome"), .init("For"),
                    .init("Service", dispensability: 1), .init("Provider", dispensability: 2),
                    .init("Priority", dispensability: 3), .init("Closed", isNumeric: true),
                ]
                : [
                    .init("Ref"), .init("Stage"), .init("Service", dispensability: 1), .init("For"),
                    .init("From", dispensability: 3), .init("Provider", dispensability: 2),
                    .init("Priority", dispensability: 4), .init("Age", isNumeric: true),
                    .init("Waiting on"),
                ],
            members: { $0.shape },
            cells: { row in
                isOfUntold
                    ? untold(row.referral, row.shape, setting)
                    : cells(row.referral, row.shape, setting)
            },
            empty: "no referrals",
            footer: { counts.words },
            rows: { body in
                counts = Counts()
                try rows { row in
                    counts.take(row.referral)
                    try body(row)
                }
            }
        )
    }

    /// What follows where a referral stands, if something of it does not hold.
    private static func mark(_ shape: [JSONMember]) -> String {
        let conflicts = shape.first { $0.key == "conflicts" }?.value
        return conflicts == .number("0") ? "" : " (conflict)"
    }

    private static func untold(
        _ referral: Referral,
        _ shape: [JSONMember],
        _ setting: Setting
    ) -> [String] {
        let value = { (key: String) in shape.first { $0.key == key }?.value.text ?? "—" }
        let closed = referral.course.closing?.moment
        let age = closed?.elapsed(to: Moment(setting.now), in: setting.zone)
        return [
            referral.id.description, value("referrer"), value("outcome") + mark(shape),
            value("subject"), value("service"), value("provider"), value("priority"),
            Seconds.words(age),
        ]
    }

    private static func cells(
        _ referral: Referral,
        _ shape: [JSONMember],
        _ setting: Setting
    ) -> [String] {
        let course = referral.course
        let value = { (key: String) in shape.first { $0.key == key }?.value.text ?? "—" }
        let stage = course.closing.map { "closed: \($0.payload.outcome)" } ?? course.stage.text
        let end = course.closing?.moment ?? Moment(setting.now)
        let age = course.submission?.moment.elapsed(to: end, in: setting.zone)
        return [
            referral.id.description, stage + mark(shape),
            value("service"), value("subject"), value("referrer"), value("provider"),
            value("priority"), Seconds.words(age),
            value("loop") == "untold" ? "coordinator: tell the referrer" : value("waiting_on"),
        ]
    }
}
