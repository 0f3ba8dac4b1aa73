import Notation
import ReferralModel
import Rendering

/// What the head of a page says in a few lines: where a referral stands, and with whom.
extension StatusPage {
    typealias Fact = (name: String, value: String)

    /// The lines of the head, in their order.
    ///
    /// - `shape`: The members of the referral as machines get them.
    static func facts(
        _ referral: Referral,
        _ shape: [JSONMember],
        in ledger: inout Ledger,
        _ setting: Setting
    ) -> [Fact] {
        var facts: [Fact] = []
        if referral.isVoid { facts.append(("void", "entered in error; in no list and no figure")) }
        facts.append(standing(referral.course, setting))
        facts.append(("waiting on", waiting(referral, setting)))
        facts += submitted(shape)
        facts += age(of: referral.course, setting)
        facts += told(referral, setting)
        for anomaly in ledger.anomalies(of: referral, in: setting.zone) {
            facts.append(("anomaly", anomaly.meaning))
        }
        let conflicts = ledger.conflicts(of: referral).filter { !$0.follows }
        if !conflicts.isEmpty {
            facts.append(("conflicts", "\(conflicts.count), marked in the history below"))
        }
        return facts
    }

    /// Its outcome or its stage, and since when.
    private static func standing(_ course: Course, _ setting: Setting) -> Fact {
        let since = course.since.map { since in
            let elapsed = since.elapsed(to: Moment(setting.now), in: setting.zone)
            return ", since \(setting.reading(since)) (\(Seconds.words(elapsed)))"
        }
        guard let closing = course.closing?.payload else {
            let label = setting.programme.stage(course.stage)?.label.map { " (\($0))" } ?? ""
            return ("stage", "\(course.stage)\(label)\(since ?? "")")
        }
        let label = setting.programme.outcome(closing.outcome)?.label.map { ", \($0)" } ?? ""
        let outcome = "\(closing.outcome)\(label) (\(closing.outcomeClass.rawValue))"
        return ("closed", "\(outcome) from \(course.stage)\(since ?? "")")
    }

    /// Whose turn it is.
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

    /// What was said when it was submitted.
    private static func submitted(_ shape: [JSONMember]) -> [Fact] {
        let text = { key in shape.first { $0.key == key }?.value.text }
        let keys = ["priority", "referrer", "channel", "source", "campaign", "segment", "location"]
        var facts = keys.compactMap { key in
            text(key).map { (name: key == "referrer" ? "from" : key, value: $0) }
        }
        if let value = text("value") {
            facts.append(("value", "\(value) \(text("currency") ?? "")"))
        }
        return facts
    }

    /// When it was submitted, and how long it is or was open.
    private static func age(of course: Course, _ setting: Setting) -> [Fact] {
        guard let submission = course.submission else { return [] }
        let end = course.closing?.moment ?? Moment(setting.now)
        let age = Seconds.words(submission.moment.elapsed(to: end, in: setting.zone))
        let attempts = course.attempts.isEmpty ? "" : "attempt \(course.attempts.count), "
        let state = course.closing == nil ? "open for" : "closed after"
        return [("submitted", "\(setting.reading(submission.moment)), \(attempts)\(state) \(age)")]
    }

    /// When the referrer was told, and said so.
    private static func told(_ referral: Referral, _ setting: Setting) -> [Fact] {
        guard let told = referral.told else { return [] }
        let acknowledged = referral.acknowledged.map {
            (name: "acknowledged", value: setting.reading($0))
        }
        return [("referrer told", setting.reading(told))] + (acknowledged.map { [$0] } ?? [])
    }
}
