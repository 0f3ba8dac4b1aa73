import EventLog
import Notation
import ReferralModel

/// A line of the log, and what it turns out to be once that is asked.
struct LoggedLine {
    /// The event's identity.
    let id: ULID
    /// Its bytes, without its end.
    let bytes: [UInt8]
    private let known: EventRecord?

    /// A line that is an event.
    ///
    /// - `known`: What it is, where somebody has read it.
    init(_ id: ULID, _ bytes: [UInt8], known: EventRecord? = nil) {
        (self.id, self.bytes, self.known) = (id, bytes, known)
    }

    /// What the line turns out to be.
    var record: EventRecord {
        if let known { return known }
        var index = LineIndex()
        return Event.read(bytes.span, &index) ?? .unknown(type: "", ref: nil)
    }

    /// When it was recorded.
    var recorded: Instant {
        guard case .event(let event) = record else { return id.time }
        return event.recorded
    }
}

extension EventRecord {
    /// The word under `type`.
    var type: String {
        switch self {
        case .event(let event): event.type.rawValue
        case .unknown(let type, _): type
        case .unreadable(let type, _, _): type.rawValue
        }
    }

    /// The referral that it is about, where this program knows.
    var ref: ReferralID? {
        switch self {
        case .event(let event): event.ref
        case .unknown(_, let ref), .unreadable(_, let ref, _): ref
        }
    }
}
