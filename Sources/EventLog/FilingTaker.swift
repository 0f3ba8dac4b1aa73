import Notation

/// Takes of each line under what it is found, and where.
struct FilingTaker: LineTaker {
    /// A line that went by.
    struct Line: Sendable {
        let id: ULID
        let key: UInt64?
        let place: UInt64
    }

    let file: LogReader<Filing>.Decoder
    private(set) var lines: [Line] = []
    var ids: [ULID] { lines.map(\.id) }
    private(set) var words: [(word: UInt64, key: UInt64)] = []

    init(file: @escaping LogReader<Filing>.Decoder) { self.file = file }

    mutating func take(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID,
        at place: LinePlace
    ) {
        let filing = file(line, index, id)
        lines.append(Line(id: id, key: filing.key, place: place.packed))
        guard let key = filing.key else { return }
        for word in filing.words { words.append((word, key)) }
    }
}
