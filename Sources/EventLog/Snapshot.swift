import Notation
import SystemPackage

/// Where the lines of a log stand, up to a mark: `.referral/snapshot`.
///
/// It is a cache: it may be deleted at any time, and is passed over where it is damaged, cut or of
/// another edition. It holds no word of the log, only places and numbers. Its content, in pages
/// (see ``PagedBytes``), is numbers of eight bytes, the least byte first:
///
/// ```
/// edition, then for each of four parts its offset and its count
/// keys      rows by key: key, number of its first place and count of them (32 bits each)
/// places    file (24 bits) and offset (40 bits) of each line, by key, then by id
/// words     rows by word: word, key
/// general   places of the lines that have no key, by id
/// mark      how far the log was read: see ``LogMark``
/// ```
struct Snapshot: Sendable {
    static let edition = 0x7265_6665_7261_6C04
    static let headerSize = 80

    /// How far the log was read.
    let mark: LogMark
    private let file: File
    private let keys: PagedRows
    private let places: Part
    private let words: PagedRows
    private let general: Part

    /// A run of rows in the content.
    struct Part: Sendable {
        let offset: Int
        let count: Int
    }

    /// Opens the snapshot in a directory; `nil` where there is none that can be trusted.
    init?(in state: FilePath) {
        guard let file = try? File(state.appending(IndexedLog.snapshotName), for: .reading),
            let header = try? PagedBytes.content(0..<Self.headerSize, of: file)
        else { return nil }
        let numbers = (0..<(Self.headerSize / 8)).map {
            Int(clamping: header.span.eight(at: $0 * 8))
        }
        guard numbers[0] == Self.edition, let size = try? file.identity.size,
            // Nothing can be where the file is not, however the numbers came about.
            numbers[1...].allSatisfy({ $0 <= size })
        else { return nil }
        let parts = (0..<4).map { Part(offset: numbers[1 + 2 * $0], count: numbers[2 + 2 * $0]) }
        let markStart = parts[3].offset + parts[3].count * 8
        guard
            let bytes = try? PagedBytes.content(markStart..<(markStart + numbers[9]), of: file),
            let mark = LogMark(bytes)
        else { return nil }
        self.file = file
        self.mark = mark
        keys = PagedRows(file: file, offset: parts[0].offset, count: parts[0].count)
        words = PagedRows(file: file, offset: parts[2].offset, count: parts[2].count)
        (places, general) = (parts[1], parts[3])
    }

    /// The places of the lines under a key, in the order of ids.
    func places(of key: UInt64) throws(PagedBytes.Damage) -> [LinePlace] {
        guard let run = try keys.values(of: key).first else { return [] }
        let start = Int(run >> 32)
        let end = start + Int(run & 0xFFFF_FFFF)
        guard end <= places.count else { throw PagedBytes.Damage() }
        return try places(start..<end, of: places)
    }

    /// The places of the lines without a key, in the order of ids.
    func generalPlaces() throws(PagedBytes.Damage) -> [LinePlace] {
        try places(0..<general.count, of: general)
    }

    /// The keys from one to another, in their order.
    func keys(_ range: ClosedRange<UInt64>) throws(PagedBytes.Damage) -> [UInt64] {
        try keys.rows(range).map { $0.key }
    }

    /// The keys of the lines that name a word, and perhaps some that do not.
    func keys(naming word: UInt64) throws(PagedBytes.Damage) -> [UInt64] {
        try words.values(of: word)
    }

    /// Every line that has a key, in the order of keys and ids.
    func forEachLine(
        _ body: (_ key: UInt64, LinePlace) throws(PagedBytes.Damage) -> Void
    ) throws(PagedBytes.Damage) {
        let keys = try keys.bytes(0..<keys.count)
        let places = try places(0..<places.count, of: places)
        for index in 0..<(keys.count / 16) {
            let key = keys.span.eight(at: index * 16)
            let run = keys.span.eight(at: index * 16 + 8)
            let start = Int(run >> 32)
            let end = start + Int(run & 0xFFFF_FFFF)
            guard end <= places.count else { throw PagedBytes.Damage() }
            for place in places[start..<end] { try body(key, place) }
        }
    }

    /// Every word with the key of a line that names it.
    func forEachWord(
        _ body: (_ word: UInt64, _ key: UInt64) -> Void
    ) throws(PagedBytes.Damage) {
        let rows = try words.bytes(0..<words.count)
        for index in 0..<(rows.count / 16) {
            body(rows.span.eight(at: index * 16), rows.span.eight(at: index * 16 + 8))
        }
    }

    private func places(
        _ range: Range<Int>,
        of part: Part
    ) throws(PagedBytes.Damage) -> [LinePlace] {
        let bytes = try PagedBytes.content(
            (part.offset + range.lowerBound * 8)..<(part.offset + range.upperBound * 8),
            of: file
        )
        return (0..<range.count).map { LinePlace(packed: bytes.span.eight(at: $0 * 8)) }
    }
}

extension Snapshot {
    /// Makes a snapshot of a whole log without holding a line of it.
    ///
    /// - Returns: `nil` where the log has to be read otherwise: it is small, damaged, changes just
    ///   now, does not hold what was acknowledged, or nothing can be written.
    static func made(
        of ledger: FilePath,
        holding acknowledged: Digest?,
        threads: Int?,
        file: @escaping LogReader<Filing>.Decoder
    ) throws(SystemFault) -> Snapshot? {
        let (events, state) = (ledger.appending("events"), ledger.appending(".referral"))
        let now = SystemCalls.now
        let directory = LogMark.directory(events)
        let files = try Directory.files(in: events, ending: ".jsonl").map(\.identity)
        guard files.reduce(0, { $0 + $1.size }) > IndexedLog.tailSize,
            files.allSatisfy({ $0.isSettled(at: now) }),
            let scan = try LogScan(
                events,
                threads: threads,
                seeking: acknowledged,
                begin: { _ in FilingTaker(file: file) }
            ), scan.endsWhole, acknowledged == nil || scan.hasSought, let newest = scan.newest
        else { return nil }
        let segments = concurrently(over: scan.files) { segment in
            LogMark.Segment(
                name: segment.name,
                in: events,
                identity: segment.identity,
                now: now
            )
        }
        guard !segments.contains(where: { $0 == nil }) else { return nil }
        let mark = LogMark(
            directory: directory,
            files: Array(zip(scan.files.map(\.name), segments.compactMap(\.self))),
            heads: scan.heads,
            newest: newest,
            count: scan.count,
            acknowledged: acknowledged.map { [$0] } ?? []
        )
        var table = SnapshotTable()
        table.take(scan)
        try? replace(with: table, mark, in: state)
        return Snapshot(in: state).flatMap { $0.mark == mark ? $0 : nil }
    }

    /// Writes a snapshot of what an older one has and of the lines after it, in place of it.
    static func extend(
        _ old: Snapshot?,
        by tail: Log<Filing>,
        _ mark: LogMark,
        in state: FilePath
    ) throws {
        var table = SnapshotTable()
        var numbers: [String: Int] = [:]
        for number in mark.files { numbers[mark.name(number)] = number }
        if let old { try table.take(old, numbers) }
        table.take(tail, numbers)
        try replace(with: table, mark, in: state)
    }

    /// Writes a snapshot in place of what is there, unless another command is doing just that.
    private static func replace(
        with table: consuming SnapshotTable,
        _ mark: LogMark,
        in state: FilePath
    ) throws {
        let pages = PagedBytes.pages(of: table.content(mark))
        try Draft.replace(state.appending(IndexedLog.snapshotName)) { file throws(SystemFault) in
            try file.write(pages)
        }
    }
}
