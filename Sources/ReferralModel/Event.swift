public import Notation

/// One event of the ledger, decoded: what every event has, and the payload of its type.
///
/// On disk an event is one JSON object; its keys stand in this order:
///
/// ```
/// {"id":"01JQ…","type":"moved","ref":"R-7K3F2QX9AB","time":"2026-03-02T09:30:00Z",
///  "actor":"ana@clinic.example","role":"provider", …the type's own keys…,
///  "sealed":{"note":"…43 characters…"},"prev":["…43 characters…"]}
/// ```
///
/// `precision`, `clock`, `once` and `tags` follow `role` where the event has them. It never changes; a
/// class, since events are handed about in lists.
public final class Event: Sendable {
    /// A label that somebody put on an event.
    public struct Tag: Hashable, Sendable {
        /// The label's name.
        public let name: Verbatim
        /// What it says.
        public let value: Verbatim

        /// Joins the two.
        public init(name: Verbatim, value: Verbatim) {
            self.name = name
            self.value = value
        }
    }

    /// A private text that is kept outside the log; the log has its hash.
    public struct Seal: Hashable, Sendable {
        /// The key that the text belongs under, `tags.NAME` for a tag.
        public let key: Verbatim
        /// base64url of SHA-256 over the salt and the text.
        public let hash: Verbatim
        /// The amendment that brought the text; `nil` where the event itself did.
        public let keptBy: ULID?

        /// Joins the three.
        public init(key: Verbatim, hash: Verbatim, keptBy: ULID? = nil) {
            self.key = key
            self.hash = hash
            self.keptBy = keptBy
        }
    }

    /// The event's identity; it says when the event was recorded.
    public let id: ULID
    /// The referral it is about; `nil` for the ledger as a whole.
    public let ref: ReferralID?
    /// When it happened.
    public let moment: Moment
    /// Who answers for the entry.
    public let actor: Verbatim
    /// In what part.
    public let role: Verbatim
    /// The clock's true reading, where the id had to run ahead of it.
    public let clock: Instant?
    /// The caller's word by which a repetition is known.
    public let once: Verbatim?
    /// Labels, by name.
    public let tags: [Tag]
    /// The texts that are kept elsewhere.
    public let sealed: [Seal]
    /// What the type itself holds.
    public let payload: Payload

    /// Puts an event together.
    public init(
        id: ULID,
        ref: ReferralID?,
        moment: Moment,
        actor: Verbatim,
        role: Verbatim,
        clock: Instant? = nil,
        once: Verbatim? = nil,
        tags: [Tag] = [],
        sealed: [Seal] = [],
        payload: Payload
    ) {
        self.id = id
        self.ref = ref
        self.moment = moment
        self.actor = actor
        self.role = role
        self.clock = clock
        self.once = once
        self.tags = tags
        self.sealed = sealed
        self.payload = payload
    }

    /// The type of the payload.
    public var type: EventType { payload.type }

    /// When it was recorded: what the clock said, which the id may be ahead of.
    public var recorded: Instant { clock ?? id.time }

    /// Whether its id is more than a day ahead of the clock that it was recorded by.
    public var isFarAhead: Bool {
        clock.map { id.time.milliseconds - $0.milliseconds > 86_400_000 } ?? false
    }

    /// The texts that an amendment puts in the place of others, and that are kept elsewhere.
    public var changedSeals: [Seal] {
        guard case .amended(let amended) = payload else { return [] }
        return amended.sealed.map { Seal(key: $0, hash: $1) }
    }

    /// Every text of the event that is kept elsewhere, those of an amendment's changes among them.
    public var seals: [Seal] { sealed + changedSeals }

    /// Whether the text under a key is kept elsewhere.
    public func isSealed(_ key: Verbatim) -> Bool { sealed.contains { $0.key == key } }
}
