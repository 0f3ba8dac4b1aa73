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

    /// The keys of the type, in their order.
    static let keys = ["target", "changes", "reason"]

    /// Corrects keys of an event.
    init(target: ULID, changes: [JSONMember], reason: Verbatim) {
        self.target = target
        self.changes = changes
        self.reason = reason
    }

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        target = try index.needEventID(.target, line)
        guard case .object(let members)? = index.value(.changes, line) else {
            throw EventProblem(detail: "no object under \"changes\"")
        }
        changes = members
        reason = index.text(.reason, line)
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

    /// The keys of an event that it may not change: the fixed ones, and a value without its currency; an
    /// amount has a currency of its own, which was always there.
    func refused(of type: EventType) -> Set<Verbatim> {
        let keys = keys
        var refused = keys.intersection(Self.fixed)
        if !type.keys.contains("amount"), keys.contains("value") != keys.contains("currency") {
            refused.formUnion(keys.intersection(["value", "currency"]))
        }
        return refused
    }

    /// The new texts that are kept elsewhere.
    var sealed: [(Verbatim, Verbatim)] {
        Event.pairs(changes.first { $0.key == "sealed" }?.value)
    }
}
