public import Notation

/// The events of a ledger as its files hold them, each once, in the order of their ids.
///
/// `Record` is what the caller made of a line. Files may hold lines in any order and twice: the
/// log is the set of its lines.
public struct Log<Record> {
    /// One event and where it stands.
    public struct Entry {
        /// The event's identity.
        public let id: ULID
        /// What the caller's decoder made of the line.
        public let record: Record
        /// Which of `files` holds it.
        public let file: Int
        /// The line in that file, from 1.
        public let line: Int
        /// The bytes of the line in that file, without its end.
        public let range: Range<Int>
    }

    /// The files, in the order of their names.
    public let files: [SegmentFile]
    /// The events, each id once, in the order of ids.
    public let entries: [Entry]
    /// What is wrong with lines by themselves; how lines hang together is for `faults()`.
    public let damage: [LogFault]
    /// The hashes of all lines that are events and that none names, sorted.
    public let heads: [Digest]
    /// Every line that is an event, doubles among them, in the order of files and lines.
    let found: [Entry]
    /// How each line that is an event is linked, in the order of files and lines.
    let links: [LogLink]

    /// The last id, or `nil` where nothing is recorded.
    public var newest: ULID? { entries.last?.id }

    /// The bytes of the line of an event, without its end; O(log n).
    public func bytes(of id: ULID) -> [UInt8]? {
        entries.bisect(for: id, by: \.id).map { bytes(of: entries[$0]) }
    }

    /// The bytes of an entry's line, without its end.
    public func bytes(of entry: Entry) -> [UInt8] { Array(files[entry.file].bytes[entry.range]) }
}

extension Log: Sendable where Record: Sendable {}
extension Log.Entry: Sendable where Record: Sendable {}

extension Log {
    /// Everything that is wrong with the log: damaged lines, and lines that do not hang together.
    public func faults() -> [LogFault] {
        var ids: [Digest: ULID] = [:]
        for link in links { ids[link.hash] = link.id }
        var faults = damage
        // Of several the first that was recorded, in whatever file it stands.
        let founding = links.lazy.filter { $0.prev?.isEmpty ?? true }.min { $0.id < $1.id }
        for link in links {
            guard let prev = link.prev, !prev.isEmpty else {
                if let founding, founding.id != link.id {
                    let place = "events/\(files[founding.file].name):\(founding.line)"
                    let detail = "a second line that names no other, beside \(place)"
                    faults.append(fault(link, .founding, detail))
                }
                continue
            }
            for hash in prev {
                guard let id = ids[hash] else {
                    faults.append(fault(link, .missing, "no line has the hash \(hash)"))
                    continue
                }
                if id >= link.id {
                    faults.append(fault(link, .order, "the id is not after \(id), which it names"))
                }
            }
        }
        if links.isEmpty {
            faults.append(
                LogFault(
                    file: "",
                    line: 0,
                    column: 1,
                    kind: .founding,
                    detail: "no event is recorded: the line that founds the ledger is gone"
                )
            )
        }
        if founding == nil, !links.isEmpty {
            faults.append(
                LogFault(
                    file: files.first?.name ?? "",
                    line: 0,
                    column: 1,
                    kind: .founding,
                    detail: "no line founds the ledger: every one names another"
                )
            )
        }
        return faults.sorted { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }
    }

    private func fault(_ link: LogLink, _ kind: LogFault.Kind, _ detail: String) -> LogFault {
        LogFault(
            file: files[link.file].name,
            line: link.line,
            column: 1,
            kind: kind,
            detail: detail
        )
    }
}

/// The place of a line in the graph of lines.
struct LogLink: Sendable {
    let id: ULID
    let hash: Digest
    let prev: [Digest]?
    let file: Int
    let line: Int
}
