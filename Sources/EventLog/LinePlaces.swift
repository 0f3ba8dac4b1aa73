public import Notation
public import SystemPackage

/// Lines of a log by where they stand, in the order of their ids; each is read when it is asked for.
public struct LinePlaces: Sendable {
    private let events: FilePath
    private let names: [String]
    /// What was taken of the runs of the log, one after the other.
    private let runs: [PlaceTaker]
    /// The lines by their numbers in all runs, where ids do not rise from one to the next.
    private let order: [UInt32]?

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
        let scan = try LogScan(events, threads: threads) { size in
            PlaceTaker(expecting: size, isChosen: isChosen)
        }
        guard let scan else { return nil }
        self.events = events
        names = scan.files.map(\.name)
        runs = scan.takers
        order = Self.order(of: runs.map(\.ids))
    }

    /// The numbers of ids in their order; `nil` where they stand in it.
    private static func order(of runs: [[ULID]]) -> [UInt32]? {
        let ids = runs.joined()
        guard !zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        let all = Array(ids)
        return all.indices.map { UInt32($0) }.sorted { all[Int($0)] < all[Int($1)] }
    }

    /// Reads the lines one after the other.
    ///
    /// - Returns: `false` where a line is not there any more; those before it were read.
    /// - What it throws: The call that failed, or what `body` throws.
    public func read(_ body: (ULID, [UInt8]) throws -> Void) throws -> Bool {
        var reader = BlockReader(events, names)
        guard let order else {
            for run in runs {
                for number in run.ids.indices {
                    guard try read(number, of: run, with: &reader, body) else { return false }
                }
            }
            return true
        }
        for var number in order.lazy.map({ Int($0) }) {
            var run = 0
            while number >= runs[run].ids.count {
                number -= runs[run].ids.count
                run += 1
            }
            guard try read(number, of: runs[run], with: &reader, body) else { return false }
        }
        return true
    }

    /// Reads a line by its number in a run, if it is chosen.
    ///
    /// - Returns: `false` where it is not there any more.
    private func read(
        _ number: Int,
        of run: PlaceTaker,
        with reader: inout BlockReader,
        _ body: (ULID, [UInt8]) throws -> Void
    ) throws -> Bool {
        guard let place = run.place(of: number) else { return true }
        let (id, line) = (run.ids[number], try reader.line(at: place))
        guard (try? LineFormat.read(line.span, &reader.index))?.id == id else { return false }
        try body(id, line)
        return true
    }
}

/// Takes of each line its id, and where it stands if it is chosen.
private struct PlaceTaker: LineTaker {
    private static let none = UInt64.max

    let isChosen: @Sendable (Span<UInt8>, LineIndex, ULID) -> Bool
    private(set) var ids: [ULID] = []
    private var places: [UInt64] = []

    /// - `size`: How many bytes the lines to come may have; room is set aside, and used as it is needed.
    init(
        expecting size: Int,
        isChosen: @escaping @Sendable (Span<UInt8>, LineIndex, ULID) -> Bool
    ) {
        self.isChosen = isChosen
        ids.reserveCapacity(size / 160)
        places.reserveCapacity(size / 160)
    }

    /// Where a line stands; `nil` where it is not chosen.
    func place(of line: Int) -> LinePlace? {
        places[line] == Self.none ? nil : LinePlace(packed: places[line])
    }

    mutating func take(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID,
        at place: LinePlace
    ) {
        ids.append(id)
        places.append(isChosen(line, index, id) ? place.packed : Self.none)
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
    /// What the last line was read with.
    var index = LineIndex()

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
