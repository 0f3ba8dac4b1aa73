public import Notation

/// A programme: its stages and outcomes, what may follow what, and who may do it.
///
/// It governs what may be appended from now on and never judges what is recorded.
/// File form: `referral-programme(5)`.
public struct Programme: Sendable {
    /// Its name.
    public let name: String
    /// Which edition of the file this is.
    public let version: Int
    /// The currency of amounts that name none.
    public let currency: CurrencyCode?
    /// Whether subjects are accounts that stand in the log as they are.
    public let subjectsAreOpen: Bool
    /// The priorities in rising order; the first is what a referral has where none is given.
    public let priorities: [Verbatim]
    /// The stages, in the order of the file.
    public let stages: [Stage]
    /// The outcomes, in the order of the file.
    public let outcomes: [Outcome]
    /// All that is legal.
    public let transitions: [Transition]
    /// The codes of reasons, by stage or outcome.
    public let reasons: [Verbatim: [Verbatim]]
    /// Who may act in what part; empty where nobody is held to it.
    public let roles: [Verbatim: [Role]]
    /// The keys that are sealed beside the texts that always are.
    public let privateKeys: [Verbatim]
    /// The IANA name of the time zone of its days.
    public let timezone: String
    /// The line of the file that names the time zone; 0 where none does.
    public let timezoneLine: Int

    /// The texts that are sealed in every programme.
    public static let alwaysPrivate: [Verbatim] = [
        "need", "note", "text", "feedback", "comment", "override", "evidence",
    ]

    /// The stage that a submission enters: the first of phase new.
    public var entryStage: Stage { stages.first { $0.phase == .new } ?? stages[0] }

    /// The stage that routing enters: the one of phase assigned.
    public var assignedStage: Stage { stages.first { $0.phase == .assigned } ?? stages[0] }

    /// A stage by its name, or by one that it had before.
    public func stage(_ name: Verbatim) -> Stage? {
        stages.first { $0.name == name } ?? stages.first { $0.formerly.contains(name) }
    }

    /// An outcome by its name, or by one that it had before.
    public func outcome(_ name: Verbatim) -> Outcome? {
        outcomes.first { $0.name == name } ?? outcomes.first { $0.formerly.contains(name) }
    }

    /// The transition from a stage, as events name it, to a stage or an outcome.
    public func transition(from stage: Verbatim, to target: Verbatim) -> Transition? {
        let from = self.stage(stage)?.name ?? stage
        let to = self.stage(target)?.name ?? outcome(target)?.name ?? target
        return transitions.first { $0.to.contains(to) && $0.leads(from: from) }
    }

    /// The transition by which a referral may go to a stage or an outcome.
    ///
    /// To its own stage, where that has another phase by now, leads whatever leads there, and by it the
    /// referral comes into that phase.
    public func transition(of course: Course, to target: Verbatim) -> Transition? {
        if let transition = transition(from: course.stage, to: target) { return transition }
        guard let own = stage(course.stage), stage(target)?.name == own.name,
            course.phase != own.phase, course.phase != .closed
        else { return nil }
        let ways = transitions.filter { $0.to.contains(own.name) }
        guard let first = ways.first else { return nil }
        return Transition(
            from: .stages([own.name]),
            to: [own.name],
            by: Role.allCases.filter { role in ways.contains { $0.by.contains(role) } },
            needs: first.needs.filter { key in ways.allSatisfy { $0.needs.contains(key) } },
            line: first.line
        )
    }

    /// What a referral may go to, in the order of the file.
    public func targets(of course: Course) -> [Verbatim] {
        (stages.map(\.name) + outcomes.map(\.name)).filter { transition(of: course, to: $0) != nil }
    }

    /// What may follow a stage, as events name it, in the order of the file.
    public func targets(from stage: Verbatim) -> [Verbatim] {
        let from = self.stage(stage)?.name ?? stage
        let open = Set(transitions.filter { $0.leads(from: from) }.flatMap(\.to))
        return (stages.map(\.name) + outcomes.map(\.name)).filter { open.contains($0) }
    }

    /// The outcomes that say nothing of anybody's work: only they may end what repeats another referral.
    var neutralOutcomes: [Verbatim] {
        outcomes.filter { $0.outcomeClass == .neutral }.map(\.name)
    }

    /// On whom a referral waits, or `nil` once the loop is closed.
    public func waitingOn(_ course: Course, loopIsClosed: Bool) -> Role? {
        guard course.closing == nil else { return loopIsClosed ? nil : Phase.closed.waitingOn }
        guard let stage = stage(course.stage), stage.phase == course.phase else {
            return course.phase.waitingOn
        }
        return stage.waitingOn
    }

    /// In what part somebody acts who does not say: their own, the transition's, or coordinator's.
    public func role(of actor: Verbatim, transition: Transition? = nil) -> Role {
        let own = roles[actor] ?? []
        if let permitted = transition?.by {
            if let match = permitted.first(where: { own.contains($0) }) { return match }
            if own.isEmpty, permitted.count == 1 { return permitted[0] }
        }
        return own.first ?? .coordinator
    }

    /// Refuses an event that would take a referral where it may not go.
    ///
    /// - `target`: A stage or an outcome of the programme.
    /// - `role`: In what part somebody acts; `nil` where that is nobody's business.
    /// - `keys`: The keys that the event has.
    func permit(
        _ referral: Referral,
        to target: Verbatim,
        as role: Role?,
        has keys: Set<String>
    ) throws(Refusal) {
        let course = referral.course
        guard !referral.isVoid else { throw .voided }
        if let closing = course.closing { throw .closed(outcome: closing.payload.outcome) }
        guard let transition = transition(of: course, to: target) else {
            let legal = targets(of: course)
            guard stage(course.stage) != nil else { throw .stageIsGone(course.stage, legal: legal) }
            throw .illegal(from: course.stage, to: target, legal: legal)
        }
        for key in needs(of: transition, to: target) where !keys.contains(key) {
            throw .missing(key: key, for: target)
        }
        guard !roles.isEmpty, let role, !transition.by.contains(role) else { return }
        throw .notPermitted(role: role, to: target, permitted: transition.by)
    }

    /// The keys that an event must have which takes a referral to a stage or an outcome, each once.
    public func needs(of transition: Transition, to target: Verbatim) -> [String] {
        let own = outcome(target)?.needs ?? []
        return own + transition.needs.filter { !own.contains($0) }
    }

    /// The codes that a reason for a stage or an outcome must be one of, by whichever name it had when
    /// it was recorded; `nil` where there are none.
    public func reasonCodes(for target: Verbatim) -> [Verbatim]? {
        reasons[target] ?? (stage(target)?.name ?? outcome(target)?.name).flatMap { reasons[$0] }
    }

    /// Refuses a correction of a whole referral by somebody who neither made nor runs it.
    ///
    /// Source: the Gravity project's task, where the requester alone may enter it in error.
    public func permit(_ correction: EventType, as role: Role) throws(Refusal) {
        guard roles.isEmpty || role == .referrer || role == .coordinator else {
            throw .notTheirs(role: role, correction: correction)
        }
    }

    /// Refuses a reason that is none of the programme's codes, where it has some.
    func checkReason(_ reason: Verbatim?, for target: Verbatim) throws(Refusal) {
        guard let reason, let codes = reasonCodes(for: target), !codes.contains(reason) else {
            return
        }
        throw .unknownReason(reason, for: target, known: codes)
    }

    /// The keys of an event whose texts must not stand in the log.
    public func privateKeys(of event: Event) -> [Verbatim] {
        var keys = Self.alwaysPrivate + privateKeys
        let codes: [Verbatim] =
            switch event.payload {
            case .moved(let moved): reasonCodes(for: moved.stage) ?? []
            case .closed(let closed): reasonCodes(for: closed.outcome) ?? []
            default: []
            }
        if let reason = event.reason, !codes.contains(reason) { keys.append("reason") }
        // Without these it would be no event of its type.
        switch event.type {
        case .spent: keys.removeAll { $0 == "campaign" }
        case .touched: keys.removeAll { $0 == "channel" }
        default: break
        }
        return keys
    }
}
