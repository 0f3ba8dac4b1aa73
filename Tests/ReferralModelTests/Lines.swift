import Notation
import ReferralModel

/// Events written by hand, numbered from 1, as the cases of the design have them.
enum Lines {
    static let referral = "R-0000000001"

    static func id(_ number: Int) -> ULID { ULID(value: UInt128(number)) }

    /// An event of the referral; what `keys` holds follows the common keys.
    static func event(_ number: Int, _ type: String, _ keys: String = "") throws -> Event {
        let minute = number % 60 < 10 ? "0\(number % 60)" : "\(number % 60)"
        let line =
            "{\"id\":\"\(id(number))\",\"type\":\"\(type)\",\"ref\":\"\(referral)\","
            + "\"time\":\"2026-03-01T00:\(minute):00Z\",\"actor\":\"ana\",\"role\":\"provider\""
            + (keys.isEmpty ? "" : ",\(keys)") + "}"
        return try decode(line)
    }

    static func decode(_ line: String) throws -> Event {
        let bytes = Array(line.utf8)
        var index = LineIndex()
        try index.read(bytes.span)
        let member = index.member(.id)?.string(bytes.span) ?? ""
        switch Event.decode(bytes.span, index, id: ULID(member) ?? ULID(value: 0)) {
        case .event(let event): return event
        case .unknown(let type, _): throw Unreadable(what: "unknown type \(type)")
        case .unreadable(_, _, let problem): throw Unreadable(what: problem)
        }
    }

    struct Unreadable: Error {
        let what: String
    }

    static func submitted(_ number: Int = 1) throws -> Event {
        try event(
            number,
            "submitted",
            #""stage":"submitted","referrer":"clinic","subject":"P-1","service":"s","priority":"routine""#
        )
    }

    static func routed(_ number: Int, _ provider: String, after: Int) throws -> Event {
        try event(
            number,
            "routed",
            #""after":"\#(id(after))","was":"submitted","stage":"routed","provider":"\#(provider)","rule":"named""#
        )
    }

    static func moved(_ number: Int, _ stage: String, after: Int) throws -> Event {
        let (phase, effect) =
            switch stage {
            case "accepted": ("active", "accepted")
            case "declined": ("new", "declined")
            default: ("active", "none")
            }
        return try event(
            number,
            "moved",
            #""after":"\#(id(after))","was":"x","stage":"\#(stage)","phase":"\#(phase)","effect":"\#(effect)""#
        )
    }

    static func closed(_ number: Int, after: Int, _ more: String = "") throws -> Event {
        try event(
            number,
            "closed",
            #""after":"\#(id(after))","was":"x","outcome":"completed","class":"success""#
                + (more.isEmpty ? "" : "," + more)
        )
    }

    static func undone(_ number: Int, _ target: Int) throws -> Event {
        try event(number, "undone", #""target":"\#(id(target))""#)
    }

    static func told(_ number: Int, about: Int, _ status: String = "sent") throws -> Event {
        try event(
            number,
            "notified",
            #""about":"\#(id(about))","recipient":"clinic","message":"closure","via":"mail","status":"\#(status)""#
        )
    }
}
