import Notation
import SystemPackage

/// A file that lines are read of, by its number in a mark.
struct OpenFile: Sendable {
    let number: Int
    let file: File
}

/// Reads single lines out of the files of a log by the places that a snapshot has of them.
struct LineReader {
    private let events: FilePath
    private let mark: LogMark
    private let files: [SegmentFile]
    private let filing: LogReader<Filing>.Decoder
    private let open: Shared<[OpenFile]>
    private var index = LineIndex()

    /// So many files are kept open: lines that are asked for one after the other mostly stand in a few.
    private static let width = 32

    /// Reads lines of the files of a mark, of which some were found to be touched just now.
    ///
    /// - `open`: The files that are open already, by their numbers.
    init(
        _ events: FilePath,
        _ mark: LogMark,
        _ files: [SegmentFile],
        open: Shared<[OpenFile]>,
        _ filing: @escaping LogReader<Filing>.Decoder
    ) {
        self.events = events
        self.mark = mark
        self.files = files
        self.open = open
        self.filing = filing
    }

    /// The line at a place, which must be an event that is filed under this key.
    mutating func line(
        at place: LinePlace,
        _ key: UInt64?
    ) throws(PagedBytes.Damage) -> IndexedLog.Line {
        let file = try file(place.file)
        guard let bytes = file.line(at: place.offset, before: mark.size(of: place.file)),
            let reading = try? LineFormat.read(bytes.span, &index),
            filing(bytes.span, index, reading.id).key == key
        else { throw PagedBytes.Damage() }
        return IndexedLog.Line(id: reading.id, bytes: bytes, file: mark.name(place.file))
    }

    /// A file by its number; it must still be the one that was found.
    private func file(_ number: Int) throws(PagedBytes.Damage) -> File {
        if let known = open.value.first(where: { $0.number == number }) { return known.file }
        guard mark.files.contains(number) else { throw PagedBytes.Damage() }
        let name = mark.name(number)
        let segment = mark.segment(number)
        let found = files.first { $0.name == name }?.identity ?? segment.identity
        guard let file = try? File(events.appending(name), for: .reading),
            let identity = try? file.identity, identity.isSameFile(as: found),
            identity.size >= segment.size
        else { throw PagedBytes.Damage() }
        open.change { open in
            if open.count == Self.width { open = [] }
            open.append(OpenFile(number: number, file: file))
        }
        return file
    }
}
