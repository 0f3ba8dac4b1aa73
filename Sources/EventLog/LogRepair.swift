public import Notation
public import SystemPackage

/// Writes damaged files of the log anew, without what is no event, and keeps what it takes out.
///
/// Set aside are lines that are no event, markers of git, NUL bytes, lines that stand twice, and of
/// two lines with one id the one that no line names, where one names the other. Where none is named
/// nothing shows which is true, and both stay. A file without any of these is not touched.
/// `.referral/quarantine/` gets a copy of each file as it was, and `set-aside.ndjson` a line for each
/// piece:
/// `{"time":"…","file":"events/a.0001.jsonl","line":3,"kind":"not-json","base64":"…"}`.
public struct LogRepair: Sendable {
    /// A piece that was taken out of a file.
    public struct Piece: Sendable {
        /// The file's name in `events/`.
        public let file: String
        /// The line, from 1.
        public let line: Int
        /// What it is: a kind of fault, or `duplicate`.
        public let kind: String
        /// Its bytes, without the line's end.
        public let bytes: [UInt8]
    }

    private static let listName = "set-aside.ndjson"

    private let events: FilePath
    private let quarantine: FilePath

    private var draft: FilePath { quarantine.appending("draft.new") }

    /// Repairs the ledger in a directory; call with its lock held.
    public init(ledger: FilePath) {
        events = ledger.appending("events")
        quarantine = Self.quarantine(of: ledger)
    }

    private static func quarantine(of ledger: FilePath) -> FilePath {
        ledger.appending(".referral").appending("quarantine")
    }

    /// How many pieces are in quarantine.
    public static func pieces(in ledger: FilePath) throws(SystemFault) -> Int {
        let list = quarantine(of: ledger).appending(listName)
        return (try File.bytesIfPresent(at: list) ?? []).count { $0 == 0x0A }
    }

    /// Deletes what is in quarantine.
    public static func forget(_ ledger: FilePath) {
        let quarantine = quarantine(of: ledger)
        for name in (try? Directory.names(in: quarantine)) ?? [] {
            File.remove(quarantine.appending(name))
        }
    }

    /// Sets damage aside.
    ///
    /// - `now`: The clock's reading, by which the copies are named.
    /// - What it returns: What was set aside, in the order of files and lines.
    /// - What it throws: A call that failed; each file is then as it was, or written anew whole.
    public func run(now: Instant) throws(SystemFault) -> [Piece] {
        // What a run that was killed has left behind.
        File.remove(draft)
        return try run { file, kept, removed throws(SystemFault) in
            try keep(file, removed, now)
            try File.replace(events.appending(file.name), with: kept, mode: 0o644)
        }
    }

    /// What would be set aside.
    public func rehearse() throws(SystemFault) -> [Piece] {
        try run { _, _, _ throws(SystemFault) in }
    }

    private func run(
        _ write: (SegmentFile, _ kept: [UInt8], [Piece]) throws(SystemFault) -> Void
    ) throws(SystemFault) -> [Piece] {
        let log = try LogReader.read(events) { _, _, _ in () }
        let named = log.links.named
        // The events of which a copy is named, so that it shows which is true.
        let known = Set(log.links.lazy.filter { named.contains($0.hash) }.map(\.id))
        var index = LineIndex()
        var seen = DigestSet()
        var pieces: [Piece] = []
        for file in log.files {
            var kept: [UInt8] = []
            var removed: [Piece] = []
            Self.forEachLine(of: file.bytes) { number, line, isWhole in
                let hash = LineFormat.hash(line.span)
                let id: ULID
                do throws(LineFormat.Problem) {
                    id = try LineFormat.read(line.span, &index).id
                } catch {
                    let kind = isWhole ? error.kind : .torn
                    removed.append(piece(file.name, number, kind.rawValue, line))
                    return
                }
                if known.contains(id), !named.contains(hash) {
                    removed.append(piece(file.name, number, LogFault.Kind.altered.rawValue, line))
                } else if !seen.insert(hash) {
                    removed.append(piece(file.name, number, "duplicate", line))
                } else {
                    kept += line + [0x0A]
                }
            }
            guard !removed.isEmpty else { continue }
            try write(file, kept, removed)
            pieces += removed
        }
        return pieces
    }

    private func piece(_ file: String, _ line: Int, _ kind: String, _ bytes: [UInt8]) -> Piece {
        Piece(file: file, line: line, kind: kind, bytes: bytes)
    }

    private static func forEachLine(
        of bytes: [UInt8],
        _ body: (_ number: Int, _ line: [UInt8], _ isWhole: Bool) -> Void
    ) {
        var number = 0
        var start = 0
        while start < bytes.count {
            number += 1
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let range = LineFormat.content(bytes.span, start..<end)
            if !range.isEmpty { body(number, Array(bytes[range]), end < bytes.count) }
            start = end + 1
        }
    }

    /// Keeps a file as it was, and each piece, on stable storage before the file is changed.
    private func keep(
        _ file: SegmentFile,
        _ removed: [Piece],
        _ now: Instant
    ) throws(SystemFault) {
        try Directory.make(quarantine, mode: 0o700)
        try Directory.sync(quarantine.removingLastComponent())
        let stamp = now.description.replacing(":", with: "")
        try File.replace(
            quarantine.appending("\(stamp)-\(file.name)"),
            with: file.bytes,
            mode: 0o600,
            by: draft
        )
        var lines: [UInt8] = []
        for piece in removed {
            var writer = JSONObjectWriter()
            writer.string("time", now.description)
            writer.string("file", "events/" + piece.file)
            writer.integer("line", piece.line)
            writer.string("kind", piece.kind)
            writer.string("base64", Base64URL.spellStandard(piece.bytes))
            lines += writer.finish() + [0x0A]
        }
        let list = try File(quarantine.appending(Self.listName), for: .appending(mode: 0o600))
        try list.write(lines)
        try list.sync()
        try Directory.sync(quarantine)
    }
}
