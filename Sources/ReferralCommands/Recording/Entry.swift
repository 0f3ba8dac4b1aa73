import Notation
import ReferralModel

/// What became of one recording.
struct Entry {
    /// What became of it in a word.
    enum Result: String {
        /// An event was recorded.
        case new
        /// An event says it already.
        case known
        /// It was refused.
        case refused
    }

    var result: Result
    var ref: ReferralID?
    /// The event that was recorded, or that says it already.
    var event: ULID?
    /// A word for people, if there is one.
    var message: String?

    /// Whether the caller's word says that the whole was recorded before.
    var isRepetition = false

    /// An event that was recorded.
    static func new(_ event: Event) -> Entry {
        Entry(result: .new, ref: event.ref, event: event.id)
    }

    /// An event that says it already.
    static func known(_ event: ULID?, _ ref: ReferralID?, _ message: String) -> Entry {
        Entry(result: .known, ref: ref, event: event, message: message)
    }
}
