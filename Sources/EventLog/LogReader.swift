public import Notation
public import SystemPackage

/// Reads every `events/*.jsonl` of a ledger, in any order and any arrangement of lines.
///
/// A reader takes no lock. Bytes after the last LF are a line if they are a whole event, and are
/// passed over if not: a writer may be in the middle of them.
public struct LogReader<Record> {
    /// Makes a record of a line that is an event.
    public typealias Decoder = (Span<UInt8>, JSONObjectIndex, ULID) -> Record

    private let decode: Decoder
    private var index = JSONObjectIndex()
    private var found: [Log<Record>.Entry] = []
    private var links: [Log<Record>.Link] = []
    private var damage: [LogFault] = []

    /// Reads the log in a directory.
    ///
    /// - `events`: The directory `events` of a ledger.
    /// - `decode`: Called once for each line that is an event, in the order of files and lines.
    public static func read(
        _ events: FilePath,
        decode: @escaping Decoder
    ) throws(SystemFault) -> Log<Record> {
        var reader = LogReader(decode: decode)
        var files: [Log<Record>.SegmentFile] = []
        for name in try Directory.names(in: events) where name.hasSuffix(".jsonl") {
            let path = events.appending(name)
            // Git may take a file away between the listing and this; then it is not there.
            guard let identity = try File.identity(at: path) else { continue }
            guard !identity.isDirectory else {
                reader.damage.append(
                    LogFault(
                        file: name,
                        line: 0,
                        column: 1,
                        kind: .notFile,
                        detail: "a directory stands where a file of events should be"
                    )
                )
                continue
            }
            guard let bytes = try File.bytesIfPresent(at: path) else { continue }
            reader.read(bytes, file: files.count, name)
            files.append(.init(name: name, bytes: bytes))
        }
        return reader.log(files)
    }

    private init(decode: @escaping Decoder) { self.decode = decode }

    private mutating func read(_ bytes: [UInt8], file: Int, _ name: String) {
        let span = bytes.span
        var start = 0
        var number = 0
        while start < span.count {
            number += 1
            var end = start
            while end < span.count, span[end] != 0x0A { end += 1 }
            let isWhole = end < span.count
            let next = end + 1
            let range = Self.content(span, start..<end)
            if !range.isEmpty {
                read(span.extracting(range), range, file, name, number, isWhole)
            }
            start = next
        }
    }

    private mutating func read(
        _ line: Span<UInt8>,
        _ range: Range<Int>,
        _ file: Int,
        _ name: String,
        _ number: Int,
        _ isWhole: Bool
    ) {
        do {
            let reading = try LineFormat.read(line, &index)
            let record = decode(line, index, reading.id)
            found.append(
                .init(id: reading.id, record: record, file: file, line: number, range: range)
            )
            links.append(
                .init(
                    id: reading.id,
                    hash: LineFormat.hash(line),
                    prev: reading.prev,
                    file: file,
                    line: number
                )
            )
        } catch {
            damage.append(
                LogFault(
                    file: name,
                    line: number,
                    column: error.offset + 1,
                    kind: isWhole ? error.kind : .torn,
                    detail: error.detail
                )
            )
        }
    }

    /// The bytes of a line without a byte order mark before it and a CR after it.
    private static func content(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        if end - start >= 3, bytes[start] == 0xEF, bytes[start + 1] == 0xBB,
            bytes[start + 2] == 0xBF
        {
            start += 3
        }
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    private mutating func log(_ files: [Log<Record>.SegmentFile]) -> Log<Record> {
        var named: Set<Digest> = []
        for link in links { for hash in link.prev ?? [] { named.insert(hash) } }
        let heads = Set(links.lazy.map(\.hash).filter { !named.contains($0) }).sorted()
        let inOrder = zip(found, found.dropFirst()).allSatisfy { $0.id < $1.id }
        let entries = inOrder ? found : unique(files, named)
        return Log(files: files, entries: entries, damage: damage, heads: heads, links: links)
    }

    /// The entries in the order of ids, one of each; of altered copies the one that others name.
    private mutating func unique(
        _ files: [Log<Record>.SegmentFile],
        _ named: Set<Digest>
    ) -> [Log<Record>.Entry] {
        let order = found.indices.sorted { (found[$0].id, $0) < (found[$1].id, $1) }
        var entries: [Log<Record>.Entry] = []
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, found[order[end]].id == found[order[start]].id { end += 1 }
            let copies = Array(order[start..<end])
            entries.append(found[settle(copies, files, named)])
            start = end
        }
        return entries
    }

    /// Which of the lines with one id counts: by bytes the first of those named, else of all.
    private mutating func settle(
        _ copies: [Int],
        _ files: [Log<Record>.SegmentFile],
        _ named: Set<Digest>
    ) -> Int {
        let first = copies[0]
        let differing = copies.filter { links[$0].hash != links[first].hash }
        guard !differing.isEmpty else { return first }
        let known = copies.filter { named.contains(links[$0].hash) }
        let candidates = known.isEmpty ? copies : known
        let found = self.found
        let bytes = { (copy: Int) in files[found[copy].file].bytes[found[copy].range] }
        let winner =
            candidates.min { bytes($0).lexicographicallyPrecedes(bytes($1)) } ?? first
        for copy in copies where links[copy].hash != links[winner].hash {
            damage.append(
                LogFault(
                    file: files[found[copy].file].name,
                    line: found[copy].line,
                    column: 1,
                    kind: .altered,
                    detail: "another line has the id \(found[copy].id) and other bytes"
                )
            )
        }
        return winner
    }
}
