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

    private static func facts(
        _ referral: Referral,
        _ shape: [JSONMember],
        in ledger: inout Ledger,
        _ setting: Setting
    ) -> [(name: String, value: String)] {
        let course = referral.course
        let stage = setting.programme.stage(course.stage)
        var facts: [(name: String, value: String)] = []
        if referral.isVoid { facts.append(("void", "entered in error; in no list and no figure")) }
        let since = course.since.map { since in
            let elapsed = since.elapsed(to: Moment(setting.now), in: setting.zone)
            return ", since \(setting.reading(since)) (\(Seconds.words(elapsed)))"
        }
        let label = stage?.label.map { " (\($0))" } ?? ""
        if let closing = course.closing {
            let outcome = setting.programme.outcome(closing.payload.outcome)
            let outcomeLabel = outcome?.label.map { ", \($0)" } ?? ""
            facts.append(
                (
                    "closed",
                    "\(closing.payload.outcome)\(outcomeLabel) "
                        + "(\(closing.payload.outcomeClass.rawValue)) from "
                        + "\(course.stage)\(since ?? "")"
                )
            )
        } else {
            facts.append(("stage", "\(course.stage)\(label)\(since ?? "")"))
        }
        facts.append(("waiting on", waiting(referral, setting)))
        for key in [
            "priority", "referrer", "channel", "source", "campaign", "segment", "location",
        ] {
            if let value = shape.first(where: { $0.key == key })?.value.text {
                facts.append((key == "referrer" ? "from" : key, value))
            }
        }
        if let value = shape.first(where: { $0.key == "value" })?.value.text {
            let currency = shape.first { $0.key == "currency" }?.value.text ?? ""
            facts.append(("value", "\(value) \(currency)"))
        }
        if let submission = course.submission {
            let end = course.closing?.moment ?? Moment(setting.now)
            let age = submission.moment.elapsed(to: end, in: setting.zone)
            let attempts = course.attempts.count
            facts.append(
                (
                    "submitted",
                    "\(setting.reading(submission.moment)), "
                        + (attempts == 0 ? "" : "attempt \(attempts), ")
                        + "\(course.closing == nil ? "open for" : "closed after") "
                        + Seconds.words(age)
                )
            )
        }
        if let told = referral.told {
            facts.append(("referrer told", setting.reading(told)))
            if let seen = referral.acknowledged {
                facts.append(("acknowledged", setting.reading(seen)))
            }
        }
        for anomaly in ledger.anomalies(of: referral, in: setting.zone) {
            facts.append(("anomaly", anomaly.meaning))
        }
        let conflicts = ledger.conflicts(of: referral).filter { !$0.follows }
        if !conflicts.isEmpty {
            facts.append(
                ("conflicts", "\(conflicts.count), marked in the history below")
            )
        }
        return facts
    }

    private static func waiting(_ referral: Referral, _ setting: Setting) -> String {
        guard !referral.isVoid else { return "nobody" }
        let course = referral.course
        let told = referral.told != nil
        guard let role = setting.programme.waitingOn(course, loopIsClosed: told) else {
            return "nobody: the loop is closed"
        }
        if course.closing != nil { return "coordinator: tell the referrer" }
        switch role {
        case .provider:
            return "provider" + (course.attempts.last.map { ": \($0.provider)" } ?? "")
        case .coordinator where course.phase == .new:
            return "coordinator: send it to a provider"
        default: return role.rawValue
        }
    }
}
