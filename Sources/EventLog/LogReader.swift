public import Notation
public import SystemPackage

/// Reads every `events/*.jsonl` of a ledger, in any order and any arrangement of lines.
///
/// A reader takes no lock. Bytes after the last LF are a line if they are a whole event, and are
/// passed over if not: a writer may be in the middle of them. Files are read one after the other
/// and decoded side by side, a run of them on each core.
public struct LogReader<Record: Sendable>: Sendable {
    /// Makes a record of a line that is an event.
    public typealias Decoder = @Sendable (Span<UInt8>, LineIndex, ULID) -> Record

    private let decode: Decoder
    private var index = LineIndex()
    private var found: [Log<Record>.Entry] = []
    private var links: [LogLink] = []
    private var damage: [LogFault] = []

    /// Reads the log in a directory.
    ///
    /// - `events`: The directory `events` of a ledger.
    /// - `threads`: How many are to decode; by default as many as there are processors.
    /// - `decode`: Called once for each line that is an event, from several threads.
    public static func read(
        _ events: FilePath,
        threads: Int? = nil,
        decode: @escaping Decoder
    ) throws(SystemFault) -> Log<Record> {
        let (files, notFiles) = try SegmentFiles.all(in: events)
        return log(files, notFiles, threads, decode)
    }

    /// Reads what has come since an earlier reading: the log of the lines after its mark, and of the
    /// files that were touched since.
    ///
    /// - `ledger`: The root of the ledger.
    /// - Returns: `nil` where what was read then is not as it was.
    public static func read(
        of ledger: FilePath,
        after mark: LogMark,
        threads: Int? = nil,
        decode: @escaping Decoder
    ) throws(SystemFault) -> Log<Record>? {
        guard let files = try SegmentFiles.after(mark, of: ledger, threads: threads) else {
            return nil
        }
        return log(files, [], threads, decode)
    }

    private static func log(
        _ files: [SegmentFile],
        _ notFiles: [LogFault],
        _ threads: Int?,
        _ decode: @escaping Decoder
    ) -> Log<Record> {
        guard !files.isEmpty else { return Log([], [], [], notFiles) }
        let readers = concurrently(over: runs(of: files, threads)) { run in
            var reader = LogReader(decode: decode)
            for file in run.first...run.last where files[file].unread > 0 {
                reader.read(files[file], number: file)
            }
            return reader
        }
        return Log(
            files,
            readers.flatMap(\.found),
            readers.flatMap(\.links),
            notFiles + readers.flatMap(\.damage)
        )
    }

    /// The files in runs of about as many bytes, one for each core; small logs in one.
    private static func runs(
        of files: [SegmentFile],
        _ threads: Int?
    ) -> [(first: Int, last: Int)] {
        let total = files.reduce(0) { $0 + $1.unread }
        guard total > 1 << 20 else { return [(0, files.count - 1)] }
        let share = max(1 << 20, total / (threads ?? SystemCalls.processors) + 1)
        var runs: [(first: Int, last: Int)] = []
        var (start, bytes) = (0, 0)
        for index in files.indices {
            bytes += files[index].unread
            guard bytes >= share || index == files.indices.last else { continue }
            runs.append((start, index))
            (start, bytes) = (index + 1, 0)
        }
        return runs
    }

    private init(decode: @escaping Decoder) { self.decode = decode }

    private mutating func read(_ file: SegmentFile, number index: Int) {
        let span = file.bytes.span
        var start = file.start
        var number = 0
        while start < span.count {
            number += 1
            let end = span.first(0x0A, from: start)
            let isWhole = end < span.count
            let next = end + 1
            let range = LineFormat.content(span, start..<end)
            if !range.isEmpty {
                read(span.extracting(range), range, index, file.name, number, isWhole)
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
                    prev: reading.names.prev,
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
