public import Notation
public import SystemPackage

/// Lines of a log by where they stand, in the order of their ids; each is read when it is asked for.
public struct LinePlaces: Sendable {
    private let events: FilePath
    private let names: [String]
    private let lines: [(id: ULID, place: LinePlace)]

    /// Finds the lines of a log that are chosen; `nil` where a line is damaged, or an id stands twice,
    /// so that the log must be read whole.
    ///
    /// - Parameters:
    ///   - events: The directory `events` of a ledger.
    ///   - threads: How many are to read; by default as many as there are processors.
    ///   - isChosen: Whether a line is chosen.
    /// - Throws: The call that failed.
    public init?(
        of events: FilePath,
        threads: Int? = nil,
        where isChosen: @escaping @Sendable (Span<UInt8>, LineIndex, ULID) -> Bool
    ) throws(SystemFault) {
        let scan = try LogScan(events, threads: threads) { _ in PlaceTaker(isChosen: isChosen) }
        guard let scan else { return nil }
        var lines = scan.takers.flatMap(\.lines)
        if !zip(lines, lines.dropFirst()).allSatisfy({ $0.id < $1.id }) {
            lines.sort { $0.id < $1.id }
        }
        self.events = events
        self.lines = lines
        names = scan.files.map(\.name)
    }

    /// Reads the lines one after the other.
    ///
    /// - Returns: `false` where a line is not there any more; those before it were read.
    /// - What it throws: The call that failed, or what `body` throws.
    public func read(_ body: (ULID, [UInt8]) throws -> Void) throws -> Bool {
        var reader = BlockReader(events, names)
        var index = LineIndex()
        for (id, place) in lines {
            let line = try reader.line(at: place)
            guard (try? LineFormat.read(line.span, &index))?.id == id else { return false }
            try body(id, line)
        }
        return true
    }
}

/// Takes of each line that is chosen where it stands.
private struct PlaceTaker: LineTaker {
    let isChosen: @Sendable (Span<UInt8>, LineIndex, ULID) -> Bool
    private(set) var lines: [(id: ULID, place: LinePlace)] = []
    private(set) var ids: [ULID] = []

    init(isChosen: @escaping @Sendable (Span<UInt8>, LineIndex, ULID) -> Bool) {
        self.isChosen = isChosen
    }

    mutating func take(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID,
        at place: LinePlace
    ) {
        ids.append(id)
        if isChosen(line, index, id) { lines.append((id, place)) }
    }
}

/// Reads lines of several files by turns, each file in blocks.
private struct BlockReader {
    private struct Block {
        let file: File
        var start = 0
        var bytes: [UInt8] = []
        /// When it was asked for last.
        var use = 0
    }

    private static let size = 1 << 16
    /// So many files are open at once.
    private static let most = 32

    private let events: FilePath
    private let names: [String]
    private var blocks: [Int: Block] = [:]
    private var uses = 0

    init(_ events: FilePath, _ names: [String]) {
        self.events = events
        self.names = names
    }

    /// The line that begins at a place, without its end.
    mutating func line(at place: LinePlace) throws(SystemFault) -> [UInt8] {
        try open(place.file)
        guard var block = blocks.removeValue(forKey: place.file) else { return [] }
        defer { blocks[place.file] = block }
        uses += 1
        block.use = uses
        if let line = Self.line(in: block, at: place.offset) { return line }
        var size = Self.size
        while true {
            block.bytes = try block.file.bytes(size, at: place.offset)
            block.start = place.offset
            if let line = Self.line(in: block, at: place.offset) { return line }
            // The last line of a file may lack its end.
            guard block.bytes.count == size else {
                return Array(block.bytes[LineFormat.content(block.bytes.span, block.bytes.indices)])
            }
            size *= 4
        }
    }

    private static func line(in block: Block, at offset: Int) -> [UInt8]? {
        let start = offset - block.start
        guard block.bytes.indices.contains(start),
            let feed = block.bytes[start...].firstIndex(of: 0x0A)
        else { return nil }
        return Array(block.bytes[LineFormat.content(block.bytes.span, start..<feed)])
    }

    private mutating func open(_ number: Int) throws(SystemFault) {
        guard blocks[number] == nil else { return }
        if blocks.count == Self.most, let oldest = blocks.min(by: { $0.value.use < $1.value.use }) {
            blocks[oldest.key] = nil
        }
        blocks[number] = Block(file: try File(events.appending(names[number]), for: .reading))
    }
}
