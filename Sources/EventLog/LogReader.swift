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
            guard !identity.isDirectory, !identity.isPipe else {
                reader.damage.append(
                    LogFault(
                        file: name,
                        line: 0,
                        column: 1,
                        kind: .notFile,
                        detail: "what stands where a file of events should be is no file"
                    )
                )
                continue
            }
            guard let bytes = try File.bytesIfPresent(at: path) else { continue }
            reader.read(bytes, file: files.count, name)
            files.append(.init(name: name, bytes: bytes))
        }
        return Log(files, reader.found, reader.links, reader.damage)
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
            let range = LineFormat.content(span, start..<end)
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
}
