public import Notation
public import SystemPackage

/// What is made of the lines of a log while they go by.
public protocol LineTaker: Sendable {
    /// The ids of the lines that it took, in that order.
    var ids: [ULID] { get }

    /// Takes a line that is an event.
    mutating func take(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID,
        at place: LinePlace
    )
}

/// A reading of a whole log, in blocks and on several threads, that keeps no line.
///
/// It is for logs whose lines are all events and stand once each; where that is not so there is no
/// scan, and the log has to be read whole.
public struct LogScan<Taker: LineTaker>: Sendable {
    private static var blockSize: Int { 1 << 18 }

    /// What was made of the lines: of one run of the log after the other.
    public let takers: [Taker]
    /// The hashes of all lines that none names, sorted.
    public let heads: [Digest]
    /// How many events there are.
    public let count: Int
    /// Whether a line has the hash that was sought.
    public let hasSought: Bool
    /// The files by the numbers that places have, as they were before they were read.
    let files: [(name: String, identity: FileIdentity)]
    /// The first id, or `nil` where there is none.
    public let first: ULID?
    /// The newest id, or `nil` where there is none.
    public let newest: ULID?
    /// Whether every file ends with the end of a line.
    let endsWhole: Bool

    /// Scans the log in a directory; `nil` where a line is damaged, or an id stands twice.
    ///
    /// - Parameters:
    ///   - events: The directory `events` of a ledger.
    ///   - threads: How many are to read; by default as many as there are processors.
    ///   - sought: A hash that a line should have.
    ///   - isStrict: Whether lines must hang together, too, and nothing follow the last line's end.
    ///   - begin: Makes what takes the lines of one run of the log, given its size in bytes.
    /// - Throws: The call that failed.
    public init?(
        _ events: FilePath,
        threads: Int? = nil,
        seeking sought: Digest? = nil,
        isStrict: Bool = false,
        begin: @Sendable (_ size: Int) -> Taker
    ) throws(SystemFault) {
        let files = try Directory.files(in: events, ending: ".jsonl")
        guard files.allSatisfy({ $0.identity.kind == .plain }) else { return nil }
        let names = files.map(\.name)
        let total = files.reduce(0) { $0 + $1.identity.size }
        let count = total > 1 << 20 ? threads ?? SystemCalls.processors : 1
        let runs = LogRun.runs(of: Self.inTime(files, in: events), count)
        let readers = concurrently(over: runs) { run in
            var reader = ScanReader(taker: begin(run.size), run.size, sought, isStrict)
            for part in run.parts {
                reader.read(events.appending(names[part.file]), part, Self.blockSize)
            }
            return reader
        }
        for reader in readers {
            if let fault = reader.fault { throw fault }
            guard !reader.isDamaged else { return nil }
        }
        let ids = readers.map(\.taker.ids)
        guard !DoubleIDs.areAmong(ids) else { return nil }
        var links = LinkSet()
        for reader in readers { links.join(reader.links) }
        guard !isStrict || links.isSound(among: zip(ids, readers.map(\.hashes))) else {
            return nil
        }
        takers = readers.map(\.taker)
        heads = links.heads
        self.count = ids.reduce(0) { $0 + $1.count }
        self.files = files
        first = ids.lazy.compactMap { $0.min() }.min()
        newest = ids.lazy.compactMap { $0.max() }.max()
        endsWhole = readers.allSatisfy(\.endsWhole)
        hasSought = readers.contains { $0.hasSought }
    }

    /// The numbers and the sizes of files in the order of the ids that they begin with, so that the
    /// lines of one referral go by as close to each other as they were written.
    private static func inTime(
        _ files: [(name: String, identity: FileIdentity)],
        in events: FilePath
    ) -> [(file: Int, size: Int)] {
        var order: [(start: [UInt8], file: Int)] = []
        for (number, file) in files.enumerated() {
            let start = try? File(events.appending(file.name), for: .reading).bytes(64, at: 0)
            order.append((start ?? [], number))
        }
        order.sort { one, other in
            one.start == other.start
                ? one.file < other.file : one.start.lexicographicallyPrecedes(other.start)
        }
        return order.map { ($0.file, files[$0.file].identity.size) }
    }

    /// Finds lines of this log again.
    public func finder(in events: FilePath) -> LineFinder {
        LineFinder(events, files.map(\.name))
    }
}

/// Parts of files that one thread reads, one after the other.
struct LogRun: Sendable {
    /// Part of a file: the lines that begin in this range of its bytes.
    struct Part: Sendable {
        let file: Int
        let range: Range<Int>
        /// The size of the whole file.
        let size: Int
    }

    var parts: [Part] = []

    /// How many bytes they are.
    var size: Int { parts.reduce(0) { $0 + $1.range.count } }

    /// Files of some sizes, one after the other, in runs of as many bytes, cut anywhere.
    static func runs(of files: [(file: Int, size: Int)], _ count: Int) -> [LogRun] {
        let share = max(1, files.reduce(0) { $0 + $1.size } / count + 1)
        var runs = [LogRun()]
        var room = share
        for (file, size) in files {
            var start = 0
            while start < size {
                if room == 0 {
                    runs.append(LogRun())
                    room = share
                }
                let end = min(size, start + room)
                runs[runs.count - 1].parts.append(
                    Part(file: file, range: start..<end, size: size)
                )
                room -= end - start
                start = end
            }
        }
        return runs
    }
}

/// Reads parts of files line by line.
private struct ScanReader<Taker: LineTaker>: Sendable {
    var taker: Taker
    /// The hashes of the lines, kept where they must hang together.
    private(set) var hashes: [Digest] = []
    private(set) var links = LinkSet()
    private(set) var isDamaged = false
    private(set) var fault: SystemFault?
    private(set) var hasSought = false
    private(set) var endsWhole = true
    private let sought: Digest?
    private let isStrict: Bool
    private var index = LineIndex()

    /// Fewer bytes than an event has; so much room is set aside, and used as it is needed.
    private static var leastLine: Int { 160 }

    init(taker: Taker, _ size: Int, _ sought: Digest?, _ isStrict: Bool) {
        self.taker = taker
        if isStrict { hashes.reserveCapacity(size / Self.leastLine) }
        self.sought = sought
        self.isStrict = isStrict
    }

    mutating func read(_ path: FilePath, _ part: LogRun.Part, _ blockSize: Int) {
        do throws(SystemFault) {
            let file = try File(path, for: .reading)
            var position = part.range.lowerBound
            // The line that runs into this part is read with the part before.
            if position > 0 {
                guard let start = try file.nextLine(after: position - 1) else { return }
                position = start
            }
            var size = blockSize
            while position < part.range.upperBound, !isDamaged {
                let block = try file.bytes(min(size, part.size - position), at: position)
                let isLast = position + block.count >= part.size
                let read = read(block.span, part.file, position, isLast, part.range.upperBound)
                guard read > 0 else {
                    if isLast || block.isEmpty { return }
                    size *= 2
                    continue
                }
                position += read
                size = blockSize
            }
        } catch {
            // What git has just taken away is not there for whoever reads the log whole.
            guard !error.isAbsence else {
                isDamaged = true
                return
            }
            fault = fault ?? error
        }
    }

    /// Reads the whole lines of a block that begin before an end; says how many bytes these are.
    private mutating func read(
        _ block: Span<UInt8>,
        _ file: Int,
        _ offset: Int,
        _ isLast: Bool,
        _ end: Int
    ) -> Int {
        var start = 0
        while start < block.count, offset + start < end {
            if let read = readPlain(block, file, offset, start) {
                start = read
                continue
            }
            let stop = block.first(0x0A, from: start)
            if stop == block.count, !isLast { return start }
            let content = LineFormat.content(block, start..<stop)
            if !content.isEmpty {
                take(
                    block.extracting(content),
                    at: LinePlace(file: file, offset: offset + content.lowerBound),
                    isWhole: stop < block.count
                )
            }
            start = stop + 1
        }
        return min(start, block.count)
    }

    /// Reads a line as this program writes it, without looking for its end first; says where the next
    /// one begins.
    ///
    /// - Returns: `nil` where it is no such line, and nothing was taken.
    private mutating func readPlain(
        _ block: Span<UInt8>,
        _ file: Int,
        _ offset: Int,
        _ start: Int
    ) -> Int? {
        let rest = block.extracting(start..<block.count)
        guard let end = index.readPlain(rest), end < rest.count, rest[end] == 0x0A else {
            return nil
        }
        let line = rest.extracting(0..<end)
        guard let reading = try? LineFormat.reading(line, index) else { return nil }
        take(line, reading, at: LinePlace(file: file, offset: offset + start))
        return start + end + 1
    }

    private mutating func take(_ line: Span<UInt8>, at place: LinePlace, isWhole: Bool) {
        if !isWhole { endsWhole = false }
        guard let reading = try? LineFormat.read(line, &index) else {
            // What follows the last line end is somebody's write that is under way.
            if isWhole || isStrict { isDamaged = true }
            return
        }
        take(line, reading, at: place)
    }

    private mutating func take(
        _ line: Span<UInt8>,
        _ reading: LineFormat.Reading,
        at place: LinePlace
    ) {
        let hash = LineFormat.hash(line)
        if hash == sought { hasSought = true }
        if isStrict { hashes.append(hash) }
        links.take(hash, reading.id, naming: reading.names)
        taker.take(line, index, reading.id, at: place)
    }
}

extension File {
    /// The first byte after the next LF, or `nil` where there is none.
    fileprivate func nextLine(after offset: Int) throws(SystemFault) -> Int? {
        var position = offset
        while true {
            let bytes = try bytes(4096, at: position)
            if let feed = bytes.firstIndex(of: 0x0A) { return position + feed + 1 }
            guard bytes.count == 4096 else { return nil }
            position += bytes.count
        }
    }

    /// The line that begins at an offset, without its end; `nil` where there is none.
    func line(at offset: Int, before end: Int = .max) -> [UInt8]? {
        var size = 1024
        while true {
            let count = min(size, end - offset)
            guard count > 0, let bytes = try? bytes(count, at: offset), !bytes.isEmpty else {
                return nil
            }
            if let feed = bytes.firstIndex(of: 0x0A) {
                return Array(bytes[LineFormat.content(bytes.span, 0..<feed)])
            }
            guard bytes.count == size else {
                // The last line of a file may lack its end.
                return end == .max
                    ? Array(bytes[LineFormat.content(bytes.span, 0..<bytes.count)]) : nil
            }
            size *= 4
        }
    }
}
