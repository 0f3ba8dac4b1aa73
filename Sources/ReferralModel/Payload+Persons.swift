import Notation

extension Payload {
    /// The persons, by pseudonym or handle, whom an event of the ledger as a whole is about.
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
}
