public import Notation
public import ReferralModel
public import Rendering

/// Where one referral stands, in full: whose turn it is, what may happen next, what happened.
public enum StatusPage {
    /// A document of one referral.
    ///
    /// - `raw`: An event as it stands in the log.
    public static func document(
        _ referral: Referral,
        in ledger: inout Ledger,
        _ setting: Setting,
        raw: (ULID) -> JSONValue?
    ) -> Document {
        let shape = StatusShape(referral, in: &ledger, setting).members
        let history = history(referral, raw, setting)
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
                        .init("Who", dispensability: 1),
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

    private static func title(_ referral: Referral, _ setting: Setting) -> String {
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

extension StatusPage {
    /// What may happen next.
    struct Way {
        let json: JSONValue
        let cells: [String]
    }

    /// One event of the history.
    struct Line {
        let json: JSONValue
        let cells: [String]
    }

    private static func next(_ referral: Referral, _ programme: Programme) -> [Way] {
        let course = referral.course
        guard course.closing == nil, !referral.isVoid else { return [] }
        return programme.targets(from: course.stage).compactMap { target in
            guard let transition = programme.transition(from: course.stage, to: target) else {
                return nil
            }
            let outcome = programme.outcome(target)
            let needs = transition.needs + (outcome?.needs ?? [])
            let isRouting = programme.stage(target)?.phase == .assigned
            let command =
                outcome != nil
                ? "referral close \(referral.id) --outcome \(target)"
                : isRouting
                    ? "referral route \(referral.id) --to PROVIDER"
                    : "referral update \(referral.id) \(target)"
            return Way(
                json: .object([
                    JSONMember("to", .string(target.text)),
                    JSONMember("kind", .string(outcome == nil ? "stage" : "outcome")),
                    JSONMember("by", .array(transition.by.map { .string($0.rawValue) })),
                    JSONMember("needs", .array(needs.map { .string($0) })),
                ]),
                cells: [
                    target.text, transition.by.map(\.rawValue).joined(separator: ", "),
                    needs.joined(separator: ", "), command,
                ]
            )
        }
    }

    private static func history(
        _ referral: Referral,
        _ raw: (ULID) -> JSONValue?,
        _ setting: Setting
    ) -> [Line] {
        let words = EventWords(setting.names)
        return referral.events.indices.map { position in
            let event = referral.events[position]
            let object = raw(event.id) ?? .object([])
            let standing = referral.standing(of: position)
            var members: [JSONMember] = []
            if case .object(let known) = object {
                members = known.map { member in
                    guard let text = member.value.text, PersonID(text) != nil else { return member }
                    return JSONMember(member.key, .string(setting.names.shown(Verbatim(text))))
                }
            }
            for seal in event.sealed {
                guard let text = setting.names.text(of: event.id, seal) else { continue }
                members.append(JSONMember(seal.key.text, .string(text)))
            }
            members.append(JSONMember("standing", .string(standing.rawValue)))
            let mark =
                standing == .holds ? "" : standing == .same ? " [said again]" : " [\(standing)]"
            return Line(
                json: .object(members),
                cells: [
                    setting.reading(event.moment),
                    words.line(object, id: event.id, seals: event.sealed) + mark,
                    words.author(object),
                ]
            )
        }
    }
}
