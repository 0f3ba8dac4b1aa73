import EventLog
import Notation
import ReferralModel

/// A line of the log with what it turned out to be.
struct LoggedLine {
    /// The event's identity.
    let id: ULID
    /// What the line turned out to be.
    let record: EventRecord
    private let file: [UInt8]
    private let range: Range<Int>

    /// A line of a log that was read whole.
    init(_ entry: Log<EventRecord>.Entry, of log: Log<EventRecord>) {
        id = entry.id
        record = entry.record
        file = log.files[entry.file].bytes
        range = entry.range
    }

    /// A line that was found by itself; `nil` where it is no event.
    init?(_ line: IndexedLog.Line) {
        var index = LineIndex()
        guard let record = Event.read(line.bytes.span, &index) else { return nil }
        id = line.id
        self.record = record
        file = line.bytes
        range = file.indices
    }

    /// Its bytes, without its end.
    var bytes: [UInt8] { Array(file[range]) }

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
