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
        var writer = written()
        let bytes = writer.finish()
        guard Self.mayHold(keys, writer.keys), let object = try? JSONValue(parsing: bytes.span),
            case .object(let members) = object
        else { return (self, bytes) }
        var seals = sealed
        var open: [JSONMember] = []
        var isChanged = false
        for member in members where member.key != "sealed" {
            if case .object(let changes) = member.value, member.key == "changes" {
                let hidden = Self.sealing(changes, changed, seal)
                isChanged = isChanged || hidden != changes
                open.append(JSONMember("changes", .object(hidden)))
                continue
            }
            if case .object(let tags) = member.value, member.key == "tags" {
                let kept = tags.filter { tag in
                    let key = Verbatim("tags." + tag.key)
                    guard keys.contains(key), let text = tag.value.text else { return true }
                    seals.append(Seal(key: key, hash: seal(key, text)))
                    return false
                }
                if !kept.isEmpty { open.append(JSONMember("tags", .object(kept))) }
            } else if keys.contains(Verbatim(member.key)), let text = member.value.text {
                let key = Verbatim(member.key)
                seals.append(Seal(key: key, hash: seal(key, text)))
            } else {
                open.append(member)
            }
        }
        guard isChanged || seals.count > sealed.count else { return (self, bytes) }
        // No key that a type must have can be sealed; if one ever were, nothing private is let out.
        let event =
            rebuilt(from: open, seals)
            ?? Event(
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

    /// Whether an object of these keys has one to seal, or an object of keys in turn.
    private static func mayHold(_ sealed: [Verbatim], _ keys: [String]) -> Bool {
        keys.contains { key in
            key == "tags" || key == "changes" || sealed.contains { $0.text == key }
        }
    }

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
