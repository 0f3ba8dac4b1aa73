public import Notation
public import ReferralModel

/// What an event says, in words for people; every key that it has is shown.
public struct EventWords: Sendable {
    private static let common = [
        "id", "type", "ref", "time", "actor", "role", "precision", "clock", "once", "tags",
        "prev", "sealed", "after", "was", "phase", "effect", "class", "stage",
    ]

    /// The keys that hold an instant.
    private static let instants = [
        "time", "scheduled_for", "expected_by", "respond_by", "due", "until",
    ]

    private let names: Names
    private let zone: TimeZoneRules

    /// Says it with names and texts as somebody may know them, and with times as a zone has them.
    public init(_ names: Names, in zone: TimeZoneRules) { (self.names, self.zone) = (names, zone) }

    /// The event in one line, without its time.
    ///
    /// - `object`: The event as it stands in the log, unknown keys included.
    /// - `event`: What that says to this program; needed where texts of it are kept elsewhere.
    public func line(_ object: JSONValue, _ event: Event?) -> String {
        guard case .object(let members) = object else { return "" }
        var told = Self.common
        var words = lead(object, event, &told)
        for member in members where !told.contains(member.key) {
            words += ", \(member.key) \(text(member))"
        }
        if case .object(let tags)? = object["tags"] {
            for tag in tags { words += ", \(tag.key)=\(tag.value.text ?? "")" }
        }
        if let event {
            for seal in event.sealed { words += ", \(seal.key) \(text(of: event, seal))" }
        }
        return words
    }

    /// Who said it, in what part.
    public func author(_ object: JSONValue) -> String {
        let actor = names.shown(Verbatim(object["actor"]?.text ?? ""))
        guard let role = object["role"]?.text, !role.isEmpty else { return actor }
        return "\(actor) (\(role))"
    }

    private func lead(_ object: JSONValue, _ event: Event?, _ told: inout [String]) -> String {
        let value = { (key: String) in object[key]?.text ?? "" }
        let name = { (key: String) in names.shown(Verbatim(object[key]?.text ?? "")) }
        let number = { (key: String) in
            object[key].map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
        }
        switch value("type") {
        case "submitted":
            told += ["referrer", "subject", "service", "priority"]
            return "submitted: \(value("service")) for \(name("subject")), from "
                + "\(name("referrer")), \(value("priority"))"
        case "routed":
            told += ["provider"]
            return "routed to \(value("provider"))"
        case "moved": return "moved to \(value("stage"))"
        case "closed":
            told += ["outcome"]
            return "closed: \(value("outcome"))"
        case "reopened": return "reopened as \(value("stage"))"
        case "notified":
            told += ["about", "recipient", "message", "via", "status"]
            return "\(value("message")) to \(name("recipient")) by \(value("via")): "
                + value("status")
        case "acknowledged":
            told += ["about"]
            return "acknowledged by the referrer"
        case "amended":
            told += ["target", "changes"]
            let changes = changes(object["changes"], event)
            return "corrected \(Self.short(value("target")))"
                + (changes.isEmpty ? "" : ": \(changes)")
        case "undone":
            told += ["target"]
            return "took back \(Self.short(value("target")))"
        case "voided": return "entered in error"
        case "settled":
            told += ["conflicts"]
            guard case .array(let ids)? = object["conflicts"] else { return "settled" }
            return "left as it stands: "
                + ids.compactMap { $0.text.map(Self.short) }.joined(separator: ", ")
        case "rated":
            told += ["rater", "score", "low", "high"]
            return "rated \(number("score")) of \(number("low")) to \(number("high")) by the "
                + value("rater")
        case "earned", "spent":
            told += ["amount", "currency"]
            return "\(value("type")) \(value("amount")) \(value("currency"))"
        case "rewarded":
            told += ["amount", "currency", "status", "recipient", "earned_by"]
            return "reward of \(value("amount")) \(value("currency")) for \(name("recipient")): "
                + "\(value("status")), earned by \(Self.short(value("earned_by")))"
        case "linked":
            told += ["person", "alias"]
            return "one person: \(value("person")) and \(value("alias"))"
        case "erased":
            told += ["person"]
            return "forgot \(value("person"))"
        default: return value("type")
        }
    }

    /// The end of an event's id, by which people name it.
    public static func short(_ id: String) -> String { String(id.suffix(6)) }

    private func changes(_ changes: JSONValue?, _ event: Event?) -> String {
        guard let changes, case .object(let members) = changes else { return "" }
        // How exactly a time is known shows in how it is written.
        let told = changes["time"] == nil ? ["sealed"] : ["sealed", "precision"]
        let isDay = changes["precision"] == .string("day")
        var words: [String] = []
        for member in members where !told.contains(member.key) {
            let text = text(member)
            let value = member.key == "time" && isDay ? String(text.prefix(10)) : text
            words.append(
                member.value == .null ? "\(member.key) removed" : "\(member.key) is \(value)"
            )
        }
        if let event {
            words += event.changedSeals.map { "\($0.key) is \(text(of: event, $0))" }
        }
        return words.joined(separator: ", ")
    }

    private func text(of event: Event, _ seal: Event.Seal) -> String {
        names.text(of: event.id, seal).map { "“\($0)”" } ?? "(private)"
    }

    private func text(_ member: JSONMember) -> String {
        switch member.value {
        case .string(let text):
            if Self.instants.contains(member.key), let instant = Instant(text) {
                zone.reading(of: instant)
            } else {
                names.shown(Verbatim(text))
            }
        default: String(decoding: member.value.bytes, as: UTF8.self)
        }
    }
}
