import EventLog
import ReferralModel

extension Log<EventRecord> {
    /// The events of known types that lack what their types must have.
    var unreadable: [LogFault] {
        entries.compactMap { entry in
            guard case .unreadable(let type, _, let problem) = entry.record else { return nil }
            return LogFault(
                file: files[entry.file].name,
                line: entry.line,
                column: 1,
                kind: .unreadable,
                detail: "\(type.rawValue): \(problem)"
            )
        }
    }
}
