import EventLog
public import Notation
public import ReferralModel
import SystemPackage

extension LedgerDirectory {
    /// A ledger as figures need it.
    public struct Figures: Sendable {
        /// The state, of which a referral is made when it is asked for.
        public let ledger: Ledger
        /// The hashes of the lines that no other names.
        public let heads: [Digest]
        /// How many events there are.
        public let count: Int
        let book: BriefBook

        /// Whether the log changed under whoever read it, so that it has to be read once more.
        public var hasLost: Bool { book.hasLost }
    }

    /// Reads what figures need of the log, and keeps no more of it.
    ///
    /// - `acknowledged`: A line that the log should hold.
    /// - `keepingAll`: Whether events that bear on no figure are kept too, so that it shows which
    ///   are in conflict.
    /// - Returns: `nil` where the log must be read whole: it is damaged, an event stands twice, or
    ///   that line is gone.
    public func figures(
        _ acknowledged: Digest?,
        keepingAll: Bool = false
    ) throws(ProjectFault) -> Figures? {
        let events = events
        let scan = try ProjectFault.wrapping { () throws(SystemFault) in
            try LogScan(events, threads: threads, seeking: acknowledged) { size in
                BriefTaker(briefs: Briefs(expecting: size, keepsAll: keepingAll))
            }
        }
        guard let scan, acknowledged == nil || scan.hasSought else { return nil }
        return Figures(scan, scan.takers.map(\.briefs), in: events)
    }
}

extension LedgerDirectory.Figures {
    /// Puts together what was taken of a log's lines in brief.
    init(_ scan: LogScan<some LineTaker>, _ briefs: [Briefs], in events: FilePath) {
        let finder = scan.finder(in: events)
        book = BriefBook(briefs) { finder.line(at: LinePlace(packed: $0)) }
        ledger = Ledger(book.source)
        heads = scan.heads
        count = scan.count
    }
}

/// Takes of each line what figures need.
private struct BriefTaker: LineTaker {
    var briefs: Briefs
    var ids: [ULID] { briefs.ids }

    mutating func take(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID,
        at place: LinePlace
    ) {
        briefs.take(line, index, id, at: place.packed)
    }
}
