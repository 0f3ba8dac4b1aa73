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
        in events: FilePath
    ) throws(SystemFault) -> [SegmentFile]? {
        let now = SystemCalls.now
        let directory = try OpenDirectory(events)
        let isListed = mark.directory == (try directory.identity)
        let names = isListed ? mark.names : try directory.names(ending: ".jsonl")
        var files: [SegmentFile] = []
        // The next of the files of the mark, which are in the same order.
        var next = 0
        for number in 0..<UInt32(names.count) {
            let isKnown =
                isListed
                || names.read(number) { name in
                    next < mark.files.count && mark.names.spells(UInt32(next), name)
                }
            let known = isKnown ? next : nil
            if known != nil { next += 1 }
            // What was taken away between the listing and this is not there.
            guard let identity = directory.identity(of: number, in: names) else {
                if known != nil { return nil }
                continue
            }
            if let known, mark.isUntouched(known, identity) { continue }
            let segment = known.map { mark.segment($0) }
            switch try read(names[number].text, identity, in: events, now, after: segment) {
            case .gone, .notFile, .differs: return nil
            case .file(let file): files.append(file)
            }
        }
        return next == mark.files.count ? files : nil
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
