public import Notation
public import SystemPackage

/// A log of which single lines are found and read, without reading the rest.
///
/// What an earlier command noted of it in `.referral/snapshot` is taken as it is, if the files are
/// still as they were; only what has come since is read. Where there is no snapshot, or what came
/// since cannot be folded on to it, everything is read: the answers are the same.
public final class IndexedLog: LogState, Sendable {
    /// The file in `.referral/` that says where lines are; it may be deleted at any time.
    public static let snapshotName = "snapshot"

    /// The hashes of all lines that are events and that none names, sorted.
    public let heads: [Digest]
    /// The last id, or `nil` where nothing is recorded.
    public let newest: ULID?
    /// How many events there are.
    public let count: Int
    /// What is wrong with lines by themselves, as far as they were read.
    public var damage: [LogFault] { tail.damage }
    /// The root of the ledger.
    private let ledger: FilePath
    private let file: LogReader<Filing>.Decoder
    /// Which directory it is in, if that was settled before the files were listed.
    private let directory: FileIdentity?
    private let snapshot: Snapshot?
    private let acknowledged: Digest?
    private let use: SnapshotUse
    /// What has come since the snapshot; everything where there is none.
    private let tail: Log<Filing>
    /// The numbers of its entries by their keys, and of those that have none.
    private let tailByKey: Postings
    private let tailGeneral: [Int]
    /// The keys of its entries by the words that they name.
    private let tailByWord: Postings
    /// What was asked for last: a command asks several times for what it is about.
    private let last = Shared<(key: UInt64?, lines: [Line])?>(nil)
    /// Files that lines were read of, by their numbers in the snapshot.
    private let open = Shared<[OpenFile]>([])
    /// What went wrong while single lines were read.
    private let trouble = Shared<SystemFault?>(nil)
    /// The log read without the snapshot, once that turned out to be damaged.
    private let unaided = Shared<IndexedLog?>(nil)

    /// A line with its identity and where it stands.
    public struct Line: Sendable {
        /// The event's identity.
        public let id: ULID
        /// The bytes of the line, without its end.
        public let bytes: [UInt8]
        /// The name in `events/` of the file that holds it.
        public let file: String
    }

    /// Reads what is needed to find lines in a log.
    ///
    /// - Parameters:
    ///   - ledger: The root of the ledger.
    ///   - acknowledged: A line that the log should hold; where it cannot be seen to, all is read.
    ///   - use: Whether what an earlier command noted is used.
    ///   - threads: How many are to read; by default as many as there are processors.
    ///   - file: Says under what a line is to be found.
    /// - Throws: The call that failed.
    public convenience init(
        of ledger: FilePath,
        acknowledged: Digest? = nil,
        using use: SnapshotUse = .sparing,
        threads: Int? = nil,
        file: @escaping LogReader<Filing>.Decoder
    ) throws(SystemFault) {
        let events = ledger.appending("events")
        let directory = LogMark.directory(events)
        var found: (Snapshot, Log<Filing>)?
        if use != .off {
            let known = Snapshot(in: ledger.appending(".referral"))
            found = try Self.continued(known, ledger, acknowledged, threads, file)
            if found == nil {
                let new = try Snapshot.made(
                    of: ledger,
                    holding: acknowledged,
                    threads: threads,
                    file: file
                )
                found = try Self.continued(new, ledger, acknowledged, threads, file)
            }
        }
        let tail =
            if let found { found.1 } else {
                try LogReader.read(events, threads: threads, decode: file)
            }
        self.init(ledger, directory, found?.0, tail, acknowledged, use, file)
    }

    /// Reads what has come since an earlier command noted where the lines are.
    ///
    /// - Returns: `nil` where nothing was noted that this can be folded on to.
    public convenience init?(
        noted ledger: FilePath,
        acknowledged: Digest?,
        using use: SnapshotUse,
        threads: Int?,
        file: @escaping LogReader<Filing>.Decoder
    ) throws(SystemFault) {
        let known = use == .off ? nil : Snapshot(in: ledger.appending(".referral"))
        let events = ledger.appending("events")
        let directory = LogMark.directory(events)
        let found = try Self.continued(known, ledger, acknowledged, threads, file)
        guard let (snapshot, tail) = found else { return nil }
        self.init(ledger, directory, snapshot, tail, acknowledged, use, file)
    }

    private init(
        _ ledger: FilePath,
        _ directory: FileIdentity?,
        _ snapshot: Snapshot?,
        _ tail: Log<Filing>,
        _ acknowledged: Digest?,
        _ use: SnapshotUse,
        _ file: @escaping LogReader<Filing>.Decoder
    ) {
        self.ledger = ledger
        self.directory = directory
        self.file = file
        self.acknowledged = acknowledged
        self.use = use
        self.snapshot = snapshot
        self.tail = tail
        heads = tail.heads(after: snapshot?.mark)
        newest = tail.newest ?? snapshot?.mark.newest
        count = (snapshot?.mark.count ?? 0) + tail.entries.count
        var (byKey, byWord) = (Postings(), Postings())
        var general: [Int] = []
        for (index, entry) in tail.entries.enumerated() {
            if let key = entry.record.key {
                byKey.add(UInt64(index), under: key)
                for word in entry.record.words { byWord.add(key, under: word) }
            } else {
                general.append(index)
            }
        }
        tailByKey = byKey
        tailByWord = byWord
        tailGeneral = general
    }

    /// A snapshot with what has come since, if that can be folded on to it.
    private static func continued(
        _ known: Snapshot?,
        _ ledger: FilePath,
        _ acknowledged: Digest?,
        _ threads: Int?,
        _ file: @escaping LogReader<Filing>.Decoder
    ) throws(SystemFault) -> (Snapshot, Log<Filing>)? {
        guard let known,
            let tail = try LogReader.read(
                of: ledger,
                after: known.mark,
                threads: threads,
                decode: file
            ), tail.continues(known.mark, holding: acknowledged)
        else { return nil }
        return (known, tail)
    }

    /// A call that failed while single lines were read, so that what was said of them is not sure.
    public var fault: SystemFault? { trouble.value }

    /// Whether lines here have all of these hashes, as far as that is known: of the lines before the
    /// snapshot only those that this machine acknowledged and those that no line named.
    public func holds(all hashes: [Digest]) -> Bool {
        guard let mark = snapshot?.mark else { return tail.holds(all: hashes) }
        return tail.holds(
            all: hashes.filter { !mark.heads.contains($0) && !mark.acknowledged.contains($0) }
        )
    }

    /// The lines under a key, or of those without one; in the order of ids.
    ///
    /// Where the snapshot or a file is not what it should be, all is read and asked instead.
    public func lines(of key: UInt64?) -> [Line] {
        if let last = last.value, last.key == key { return last.lines }
        let lines = read(key)
        last.set((key, lines))
        return lines
    }

    private func read(_ key: UInt64?) -> [Line] {
        var lines: [Line] = []
        if let snapshot {
            do throws(PagedBytes.Damage) {
                let places =
                    if let key { try snapshot.places(of: key) } else {
                        try snapshot.generalPlaces()
                    }
                var reader = LineReader(
                    ledger.appending("events"),
                    snapshot.mark,
                    tail.files,
                    open: open,
                    file
                )
                for place in places {
                    lines.append(try reader.line(at: place, key))
                }
            } catch {
                return whole?.lines(of: key) ?? []
            }
        }
        let later = key.map { tailByKey.numbers(under: $0).map { Int($0) } } ?? tailGeneral
        return lines
            + later.map { index in
                let entry = tail.entries[index]
                return Line(
                    id: entry.id,
                    bytes: tail.bytes(of: entry),
                    file: tail.files[entry.file].name
                )
            }
    }

    /// The keys from one to another, in their order.
    public func keys(_ range: ClosedRange<UInt64>) -> [UInt64] {
        do throws(PagedBytes.Damage) {
            let known = try snapshot?.keys(range) ?? []
            return (known + tailByKey.keys.filter { range.contains($0) }).inOrderOnce()
        } catch {
            return whole?.keys(range) ?? []
        }
    }

    /// The keys of the lines that name a word, in their order; perhaps some that do not.
    public func keys(naming word: UInt64) -> [UInt64] {
        do throws(PagedBytes.Damage) {
            let known = try snapshot?.keys(naming: word) ?? []
            return (known + tailByWord.numbers(under: word)).inOrderOnce()
        } catch {
            return whole?.keys(naming: word) ?? []
        }
    }
}

extension IndexedLog {
    /// The log read without the snapshot, which is taken away: the next command makes a new one.
    private var whole: IndexedLog? {
        if let unaided = unaided.value { return unaided }
        Self.forget(ledger)
        do throws(SystemFault) {
            let log = try IndexedLog(of: ledger, using: .off, file: file)
            unaided.set(log)
            return log
        } catch {
            trouble.set(error)
            return nil
        }
    }
}

extension IndexedLog {
    /// A snapshot is written anew once this much has come since, or a 64th of the log if that is more.
    public static let tailSize = 1 << 20
    /// It is too where this much had to be read again to see that it is as it was.
    private static let rereadSize = 1 << 24
    /// So many of the lines that this machine acknowledged last are remembered.
    private static let acknowledgements = 16

    /// Notes where the lines stand for the commands to come, if that is worth its while.
    ///
    /// It is a kindness: where it cannot be done, nothing is said.
    public func note() {
        let long = max(Self.tailSize, (snapshot?.mark.size ?? 0) / 64)
        let new = tail.files.reduce(0) { $0 + $1.unread }
        let again = tail.files.reduce(0) { $0 + $1.start }
        // Files that git wrote anew, as they were: once they are noted they need no look.
        let asBefore = tail.files.reduce(0) { $0 + ($1.isAsBefore ? $1.start : 0) }
        let isLong =
            switch use {
            case .off: false
            case .sparing: new > long || asBefore > long || again > Self.rereadSize
            case .always: new > 0
            }
        guard isLong, let mark else { return }
        try? Snapshot.extend(snapshot, by: tail, mark, in: state)
    }

    /// Takes away what commands noted of a ledger's log.
    public static func forget(_ ledger: FilePath) {
        let state = ledger.appending(".referral")
        for name in [snapshotName, ColumnFile.name] { File.remove(state.appending(name)) }
    }

    private var state: FilePath { ledger.appending(".referral") }

    /// The columns that were noted of the log up to the snapshot, if there are any.
    public var columns: ColumnFile? {
        snapshot.flatMap { ColumnFile(of: $0.mark.digest, in: state) }
    }

    /// Notes columns that go with the snapshot, for the commands to come.
    public func note(_ columns: Columns) {
        guard let snapshot else { return }
        ColumnFile.note(columns, of: snapshot.mark.digest, in: state)
    }

    /// The keys of the lines that have come since the snapshot.
    public var recentKeys: [UInt64] { tailByKey.keys }

    /// How far the log was read; `nil` where it cannot be read on from there.
    private var mark: LogMark? {
        guard let newest, tail.damage.isEmpty, acknowledged.map({ holds($0) }) != false else {
            return nil
        }
        var files: [String: LogMark.Segment] = [:]
        if let mark = snapshot?.mark {
            for number in mark.files { files[mark.name(number)] = mark.segment(number) }
        }
        for file in tail.files {
            guard file.bytes.last == 0x0A || file.bytes.isEmpty else { return nil }
            files[file.name] = LogMark.Segment(
                file.bytes,
                identity: file.identity,
                now: file.readAt
            )
        }
        var known = snapshot?.mark.acknowledged ?? []
        if let acknowledged, !known.contains(acknowledged) { known.insert(acknowledged, at: 0) }
        known.removeLast(max(0, known.count - Self.acknowledgements))
        return LogMark(
            directory: directory,
            files: files.sorted { Verbatim($0.key) < Verbatim($1.key) }.map { ($0.key, $0.value) },
            heads: heads,
            newest: newest,
            count: count,
            acknowledged: known
        )
    }
}

extension Log<Filing> {
    /// Whether these are the lines after a mark, to be folded on to what came before it.
    fileprivate func continues(_ mark: LogMark, holding acknowledged: Digest?) -> Bool {
        guard damage.allSatisfy({ $0.kind == .torn }),
            entries.first.map({ $0.id > mark.newest }) != false
        else {
            return false
        }
        guard let acknowledged else { return true }
        return holds(acknowledged) || mark.heads.contains(acknowledged)
            || mark.acknowledged.contains(acknowledged)
    }

    /// The heads of the lines before a mark and these.
    fileprivate func heads(after mark: LogMark?) -> [Digest] {
        guard let mark else { return heads }
        let named = links.named
        let still = mark.heads.filter { !named.contains($0) && !heads.contains($0) }
        return (still + heads).sorted()
    }
}
