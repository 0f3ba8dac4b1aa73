public import Notation

extension Payload {
    /// The persons, by pseudonym or handle, whom the event itself is about; a referral's own
    /// subject is its referral's.
    var persons: [Verbatim] {
        switch self {
        case .touched(let payload): [payload.subject]
        case .consented(let payload): [payload.subject]
        case .enrolled(let payload): [payload.referrer]
        case .linked(let payload): [payload.person, payload.alias]
        case .erased(let payload): [payload.person]
        default: []
        }
    }

    /// Every person, by pseudonym or handle, whom the event names.
    public var mentions: [Verbatim] {
        switch self {
        case .submitted(let payload):
            [payload.subject, payload.referrer] + (payload.household.map { [$0] } ?? [])
        case .notified(let payload): [payload.recipient]
        case .reminded(let payload): [payload.recipient]
        case .rewarded(let payload): [payload.recipient]
        case .amended(let payload):
            payload.changes.filter {
                ["subject", "referrer", "recipient", "household"].contains($0.key)
            }
            .compactMap { $0.value.text.map { Verbatim($0) } }
        default: persons
        }
    }

    /// The event that this one corrects or takes back.
    var corrects: ULID? {
        switch self {
        case .amended(let payload): payload.target
        case .undone(let payload): payload.target
        default: nil
        }
    }
}
