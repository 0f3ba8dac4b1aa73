import EventLog
public import Notation
public import ReferralModel

/// What a check needs of a log whose lines are sound, each once, and hang together.
public struct SoundLog: Sendable {
    /// The log in brief, with every event.
    public let figures: LedgerDirectory.Figures
    /// The first id, or `nil` where nothing is recorded.
    public let first: ULID?
    /// The last id, or `nil` where nothing is recorded.
    public let newest: ULID?
    /// The events of types that this program does not know, in the order of ids.
    public let unknown: [(id: ULID, type: String)]
    /// The events whose ids had to run more than a day ahead of their clock, in the order of ids.
    public let ahead: [ULID]
    /// The private texts that could not be opened, each with its event.
    public let unopened: [(event: ULID, seal: Event.Seal)]
}

extension LedgerDirectory {
    /// Checks every line of the log and how they hang together, and keeps of each what figures need.
    ///
    /// - `people`: Who may open private texts.
    /// - Returns: `nil` where anything is wrong, an event stands twice, or the line that this
    ///   machine acknowledged is gone: then the log must be read whole, to say what and where.
    public func soundLog(
        holding acknowledged: Digest?,
        opening people: People
    ) throws(ProjectFault) -> SoundLog? {
        let events = events
        let scan = try ProjectFault.wrapping { () throws(SystemFault) in
            try LogScan(events, threads: threads, seeking: acknowledged, isStrict: true) { size in
                CheckTaker(Briefs(expecting: size, keepsAll: true), people)
            }
        }
        guard let scan, acknowledged == nil || scan.hasSought,
            !scan.takers.contains(where: \.hasUnreadable)
        else { return nil }
        return SoundLog(
            figures: Figures(scan, scan.takers.map(\.briefs), in: events),
            first: scan.first,
            newest: scan.newest,
            unknown: scan.takers.flatMap(\.unknown).sorted { $0.id < $1.id },
            ahead: scan.takers.flatMap(\.ahead).sorted(),
            unopened: scan.takers.flatMap(\.unopened)
        )
    }
}

/// Takes of each line what figures need, and looks at what does not show in figures.
private struct CheckTaker: LineTaker {
    private(set) var briefs: Briefs
    private(set) var unknown: [(id: ULID, type: String)] = []
    private(set) var ahead: [ULID] = []
    private(set) var unopened: [(event: ULID, seal: Event.Seal)] = []
    /// Whether an event lacks what its type must have.
    private(set) var hasUnreadable = false
    var ids: [ULID] { briefs.ids }
    private let people: People

    init(_ briefs: Briefs, _ people: People) {
        self.briefs = briefs
        self.people = people
    }

    mutating func take(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID,
        at place: LinePlace
    ) {
        let wasRead = briefs.take(line, index, id, at: place.packed)
        let saysMore = index.member(.sealed) != nil || index.member(.clock) != nil
        guard !wasRead || saysMore else { return }
        switch Event.decode(line, index, id: id) {
        case .event(let event):
            if event.isFarAhead { ahead.append(id) }
            for seal in event.seals where people.text(of: id, seal) == nil {
                unopened.append((id, seal))
            }
        case .unknown(let type, _): unknown.append((id, type))
        case .unreadable: hasUnreadable = true
        }
    }
}
