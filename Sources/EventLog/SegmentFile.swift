import Notation
import SystemPackage

/// One file of the log with what was read of it.
public struct SegmentFile: Sendable {
    /// Its name in `events/`.
    public let name: String
    /// Everything in it.
    public let bytes: [UInt8]
    /// Where reading begins: after what an earlier reading had.
    let start: Int
    /// Which file it was, before it was read.
    let identity: FileIdentity
    /// The clock before it was read, in nanoseconds since 1970.
    let readAt: Int64

    /// How many bytes are to be read.
    var unread: Int { bytes.count - start }

    /// Whether it was read again only to see that it is as it was, and will not have to be once that is
    /// noted.
    var isAsBefore: Bool { unread == 0 && identity.isSettled(at: readAt) }
}

/// Reads the files of a log whole.
enum SegmentFiles {
    /// Every file, in the order of their names, and what is no file.
    static func all(
        in events: FilePath
    ) throws(SystemFault) -> (files: [SegmentFile], damage: [LogFault]) {
        var files: [SegmentFile] = []
        var damage: [LogFault] = []
        let now = SystemCalls.now
        for (name, identity) in try Directory.files(in: events, ending: ".jsonl") {
            switch try read(name, identity, in: events, now, after: nil) {
            case .gone: continue
            case .notFile:
                damage.append(
                    LogFault(
                        file: name,
                        line: 0,
                        column: 1,
                        kind: .notFile,
                        detail: "what stands where a file of events should be is no file"
                    )
                )
            case .file(let file): files.append(file)
            case .differs: continue
            }
        }
        return (files, damage)
    }

    /// Every file that is not as an earlier reading left it, in the order of their names.
    ///
    /// - Returns: `nil` where a file of that reading is gone, shorter or other than it was, or no file.
    static func after(
        _ mark: LogMark,
        of ledger: FilePath,
        threads: Int?
    ) throws(SystemFault) -> [SegmentFile]? {
        let now = SystemCalls.now
        let events = ledger.appending("events")
        let directory = try OpenDirectory(events)
        var names = mark.names
        let state = ledger.appending(".referral")
        for name in try NewNames.since(mark, in: directory, noting: state) {
            _ = names.add(name.utf8Span.span)
        }
        let touched = concurrently(
            overRunsOf: Array(0..<names.count),
            // To count the processors takes as long as a few dozen files.
            threads: names.count > fewFiles ? threads ?? Processors.count : 1,
            atLeast: fewFiles
        ) { [names] numbers in
            numbers.compactMap { number -> Touched? in
                let identity = Result { () throws(SystemFault) in
                    try directory.identity(of: UInt32(number), in: names)
                }
                let isKnown = mark.files.contains(number)
                if isKnown, case .success(let identity?) = identity,
                    mark.isUntouched(number, identity)
                {
                    return nil
                }
                return Touched(number: number, isKnown: isKnown, identity: identity)
            }
        }
        var files: [SegmentFile] = []
        for file in touched.joined() {
            // What was taken away between the listing and this is not there.
            guard let identity = try file.identity.get() else {
                if file.isKnown { return nil }
                continue
            }
            let name = names[UInt32(file.number)].text
            let segment = file.isKnown ? mark.segment(file.number) : nil
            switch try read(name, identity, in: events, now, after: segment) {
            case .gone, .notFile, .differs: return nil
            case .file(let file): files.append(file)
            }
        }
        return files.sorted { Verbatim($0.name) < Verbatim($1.name) }
    }

    /// So many files are asked for by one thread: that takes less than it takes to begin another.
    private static let fewFiles = 256

    /// A file that is not as it was known, or new, or gone.
    private struct Touched {
        let number: Int
        let isKnown: Bool
        let identity: Result<FileIdentity?, SystemFault>
    }

    private enum Finding {
        /// Git took it away between the listing and this.
        case gone
        case notFile
        /// It does not begin as it did.
        case differs
        case file(SegmentFile)
    }

    private static func read(
        _ name: String,
        _ identity: FileIdentity,
        in events: FilePath,
        _ now: Int64,
        after segment: LogMark.Segment?
    ) throws(SystemFault) -> Finding {
        guard identity.kind == .plain else { return .notFile }
        guard let bytes = try File.bytesIfPresent(at: events.appending(name)) else { return .gone }
        guard segment?.begins(bytes) != false else { return .differs }
        return .file(
            SegmentFile(
                name: name,
                bytes: bytes,
                start: segment?.size ?? 0,
                identity: identity,
                readAt: now
            )
        )
    }
}
