public import Notation

/// `amended`: keys of an event are corrected.
///
/// `{…,"type":"amended",…,"target":"01JQ…","changes":{"service":"housing","need":null}}`
public struct Amended: Sendable, Equatable {
    /// The event that is corrected.
    public var target: ULID
    /// Its keys with their new values; `null` removes one; a sealed key stands in `sealed`.
    public var changes: [JSONMember]
    /// Why; kept sealed.
    public var reason: Verbatim?

    /// The keys that no amendment may change.
    static let fixed: Set<Verbatim> = [
        "id", "type", "ref", "once", "key", "system", "after", "about", "was", "stage", "phase",
        "effect", "class", "told", "provider", "prev",
    ]

    init(_ line: Span<UInt8>, _ index: JSONObjectIndex) throws(EventProblem) {
        target = try index.needEventID("target", line)
        guard case .object(let members)? = index.value("changes", line) else {
            throw EventProblem(detail: "no object under \"changes\"")
        }
        changes = members
        reason = index.text("reason", line)
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.string("target", target.description)
        writer.value("changes", .object(changes))
        writer.string("reason", reason?.text)
    }

    /// The keys that it names, those under `sealed` with them.
    var keys: Set<Verbatim> {
        var keys: Set<Verbatim> = []
        for change in changes where change.key != "sealed" { keys.insert(Verbatim(change.key)) }
        for (key, _) in sealed { keys.insert(key) }
        return keys
    }

    /// The keys that it may not change: the fixed ones, and a value without its currency.
    var refused: Set<Verbatim> {
        let keys = keys
        var refused = keys.intersection(Self.fixed)
        if keys.contains("value") != keys.contains("currency") {
            refused.formUnion(keys.intersection(["value", "currency"]))
        }
        return refused
    }

    var sealed: [(Verbatim, Verbatim)] {
        Event.pairs(changes.first { $0.key == "sealed" }?.value)
    }
}

extension Event {
    /// The event with the changes of an amendment in place of what it said.
    ///
    /// A change that leaves no readable event is ignored.
    func corrected(by amended: Amended) -> Event {
        guard let object = try? JSONValue(parsing: encoded().span),
            case .object(let members) = object
        else { return self }
        let refused = amended.refused
        var plain: [JSONMember] = []
        for member in members where member.key != "sealed" { plain.append(member) }
        var seals = sealed
        for (key, hash) in amended.sealed where !refused.contains(key) {
            plain.removeAll { Verbatim($0.key) == key }
            seals.removeAll { $0.key == key }
            seals.append(Seal(key: key, hash: hash))
        }
        for change in amended.changes where change.key != "sealed" {
            let key = Verbatim(change.key)
            guard !refused.contains(key) else { continue }
            plain.removeAll { Verbatim($0.key) == key }
            seals.removeAll { $0.key == key }
            if change.value != .null { plain.append(change) }
        }
        return rebuilt(from: plain, seals) ?? self
    }
}
