import Notation
import ReferralModel

/// One conflict in words: why it does not hold, and the commands that would let it or leave it.
struct Dispute {
    let conflict: Conflict
    private let referral: Referral
    private let setting: Setting
    /// What to take back to let a step off the path hold: found by trial, and so only once.
    private let obstacles: [ULID]

    init(_ conflict: Conflict, _ referral: Referral, _ setting: Setting) {
        self.conflict = conflict
        self.referral = referral
        self.setting = setting
        let isOffPath = conflict.kind == .offPath && !conflict.follows
        obstacles = isOffPath ? referral.obstacles(to: conflict.event) ?? [] : []
    }

    /// The keys of `disputes` in `referral-output(5)`.
    var members: [JSONMember] {
        [
            JSONMember("event", .string(conflict.event.description)),
            JSONMember("kind", .string(kind)),
            JSONMember("follows", .bool(conflict.follows)),
            JSONMember("against", .array(against.map { .string($0.description) })),
            JSONMember("recipient", .optional(recipient.map { setting.names.shown($0) })),
            JSONMember("let_hold", .optional(conflict.follows ? nil : letHold)),
            JSONMember("settle", .optional(conflict.follows ? nil : settle)),
        ]
    }

    /// What people read below the two histories.
    var lines: [String] {
        let name = EventWords.short(conflict.event.description)
        switch conflict.kind {
        case .offPath:
            let why =
                referral.isVoid
                ? "the referral was entered in error"
                : against.isEmpty
                    ? "what it came after does not hold"
                    : "\(short(against)) \(against.count == 1 ? "stands" : "stand") in its place"
            return [
                "\(name) does not hold: \(why).", "  to let it hold:     \(letHold ?? "—")",
                "  to leave it so:     \(settle)",
            ]
        case .undoing:
            return [
                "\(name) takes back what others have built on: \(short(against)).",
                "  to take all back:   \(letHold ?? "—")", "  to leave it so:     \(settle)",
            ]
        case .telling:
            let who = recipient.map { setting.names.shown($0) } ?? "somebody"
            let isClosed = referral.course.closing != nil && !referral.isVoid
            return [
                "\(who) was told of what does not stand (\(name)).",
                isClosed && referral.told != nil
                    ? "  what stands was told too: leave it so"
                    : isClosed
                        ? "  once they know:     referral notify --mark \(referral.id)"
                        : "  it is open: once they know that, leave it so",
                "  to leave it so:     \(settle)",
            ]
        case .duplicate:
            return [
                "\(name) repeats a referral that is void, or that repeats this one.",
                "  to open it again:   \(letHold ?? "—")", "  to leave it so:     \(settle)",
            ]
        }
    }

    private var kind: String {
        switch conflict.kind {
        case .offPath: "off-path"
        case .undoing: "undoing"
        case .telling: "telling"
        case .duplicate: "duplicate"
        }
    }

    private var settle: String { "referral settle \(EventWords.short(conflict.event.description))" }

    /// The command after which what was said would hold; `nil` for a telling, which stays said.
    private var letHold: String? {
        let events: [ULID]
        switch conflict.kind {
        case .telling: return nil
        case .duplicate: events = [conflict.event]
        case .undoing: events = against
        case .offPath: events = obstacles
        }
        guard !events.isEmpty else { return nil }
        return "referral undo \(short(events, " ")) --reason REASON"
    }

    /// What stands in its place, the last first.
    private var against: [ULID] {
        switch conflict.kind {
        case .offPath: referral.against(conflict.event)
        case .undoing: referral.builtOn(conflict.event)
        case .telling, .duplicate: []
        }
    }

    private var recipient: Verbatim? {
        guard conflict.kind == .telling,
            let event = referral.events.first(where: { $0.id == conflict.event })
        else { return nil }
        guard case .notified(let notified) = event.payload else {
            return (referral.submission ?? referral.firstSubmission)?.referrer
        }
        return notified.recipient
    }

    private func short(_ ids: [ULID], _ separator: String = ", ") -> String {
        ids.map { EventWords.short($0.description) }.joined(separator: separator)
    }
}
