public import Notation

extension Event {
    /// The reason that the event gives, in the clear.
    public var reason: Verbatim? {
        switch payload {
        case .moved(let payload): payload.reason
        case .closed(let payload): payload.reason
        case .reopened(let payload): payload.reason
        case .amended(let payload): payload.reason
        case .voided(let payload): payload.reason
        case .undone(let payload): payload.reason
        case .linked(let payload): payload.reason
        default: nil
        }
    }

    /// The event with its private texts replaced by seals, and its canonical JSON object.
    ///
    /// - `keys`: The keys to seal where the event has them; `tags.NAME` for a tag.
    /// - `changed`: The keys to seal within the changes of an amendment.
    /// - `seal`: Keeps a text elsewhere and returns its hash.
    public func sealing(
        _ keys: [Verbatim],
        inChanges changed: [Verbatim] = [],
        with seal: (_ key: Verbatim, _ text: String) -> Verbatim
    ) -> (event: Event, object: [UInt8]) {
        let isPrivate = { (tag: Tag) in keys.contains(Self.key(of: tag)) }
        var payload = payload
        var isChanged = false
        if case .amended(var amended) = payload {
            let hidden = Self.sealing(amended.changes, changed, seal)
            isChanged = hidden != amended.changes
            amended.changes = hidden
            payload = .amended(amended)
        }
        var writer = JSONObjectWriter(withholding: keys.map(\.text))
        encode(to: &writer, tags.filter { !isPrivate($0) }, payload)
        let texts =
            tags.filter(isPrivate).map { (key: Self.key(of: $0), text: $0.value.text) }
            + writer.withheld.map { (key: Verbatim($0.key), text: $0.value) }
        let seals = sealed + texts.map { Seal(key: $0.key, hash: seal($0.key, $0.text)) }
        Self.encode(seals, to: &writer)
        let object = writer.finish()
        guard isChanged || !texts.isEmpty else { return (self, object) }
        if let event = rebuilt(from: object, seals) { return (event, object) }
        // No key that a type must have can be sealed; if one ever were, nothing private is let out.
        let event = Event(
            id: id,
            ref: ref,
            moment: moment,
            actor: actor,
            role: role,
            clock: clock,
            once: once,
            sealed: seals,
            payload: .kept(type)
        )
        return (event, event.encoded())
    }

    /// The key under which a tag is sealed.
    private static func key(of tag: Tag) -> Verbatim { Verbatim("tags." + tag.name.text) }

    /// The changes of an amendment with private texts, and private tags, as seals of their own.
    private static func sealing(
        _ changes: [JSONMember],
        _ keys: [Verbatim],
        _ seal: (_ key: Verbatim, _ text: String) -> Verbatim
    ) -> [JSONMember] {
        var open: [JSONMember] = []
        var hashes: [JSONMember] = []
        for change in changes {
            if case .object(let tags) = change.value, change.key == "tags" {
                var kept: [JSONMember] = []
                for tag in tags {
                    let key = Verbatim("tags." + tag.key)
                    guard keys.contains(key), let text = tag.value.text else {
                        kept.append(tag)
                        continue
                    }
                    hashes.append(JSONMember(key.text, .string(seal(key, text).text)))
                }
                open.append(JSONMember("tags", kept.isEmpty ? .null : .object(kept)))
            } else if keys.contains(Verbatim(change.key)), let text = change.value.text {
                let key = Verbatim(change.key)
                hashes.append(JSONMember(change.key, .string(seal(key, text).text)))
            } else {
                open.append(change)
            }
        }
        return hashes.isEmpty ? open : open + [JSONMember("sealed", .object(hashes))]
    }
}
