public import Notation
public import ReferralModel

/// How pseudonyms and sealed texts are shown, by whoever may know.
public struct Names: Sendable {
    private let show: @Sendable (Verbatim) -> String
    private let open: @Sendable (ULID, Event.Seal) -> String?

    /// Shows by two rules.
    ///
    /// - Parameters:
    ///   - show: What stands for a referrer, subject or actor.
    ///   - open: The text behind a seal, if it is here.
    public init(
        show: @escaping @Sendable (Verbatim) -> String,
        open: @escaping @Sendable (ULID, Event.Seal) -> String?
    ) {
        self.show = show
        self.open = open
    }

    /// Pseudonyms as they are, and no private text.
    public static let none = Names(show: { $0.text }, open: { _, _ in nil })

    /// What stands for a referrer, subject or actor.
    public func shown(_ name: Verbatim) -> String { show(name) }

    /// The text behind a seal, if it is here.
    public func text(of event: ULID, _ seal: Event.Seal) -> String? { open(event, seal) }

    /// The keys of an event with names for pseudonyms, and with private texts under their keys at the
    /// end: those that an amendment puts in place of others at the end of its `changes`.
    ///
    /// - `object`: The event as it stands in the log, unknown keys included.
    public func opened(_ object: JSONValue, of event: Event) -> [JSONMember] {
        guard case .object(let members) = object else { return [] }
        // Which pseudonyms are one person is told by them, since both may have one name.
        guard event.type != .linked else { return members + texts(of: event, event.sealed) }
        let shown = members.map { member in
            guard member.key == "changes", case .object(let changes) = member.value else {
                return named(member)
            }
            let texts = self.texts(of: event, event.changedSeals)
            return JSONMember(member.key, .object(changes.map { named($0) } + texts))
        }
        return shown + texts(of: event, event.sealed)
    }

    private func named(_ member: JSONMember) -> JSONMember {
        guard let text = member.value.text, PersonID(text) != nil else { return member }
        return JSONMember(member.key, .string(shown(Verbatim(text))))
    }

    private func texts(of event: Event, _ seals: [Event.Seal]) -> [JSONMember] {
        seals.compactMap { seal in
            text(of: event.id, seal).map { JSONMember(seal.key.text, .string($0)) }
        }
    }
}
