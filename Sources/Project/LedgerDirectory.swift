public import EventLog
public import ReferralModel
public import SystemPackage

/// The directory of a ledger on disk.
public struct LedgerDirectory: Sendable {
    /// The file whose presence marks the root.
    static let programmeName = "referral.yaml"
    static let providersName = "providers.csv"

    /// The root, an absolute path.
    public let root: FilePath
    /// Where the details of people are.
    public let peoplePath: FilePath
    /// Whether what earlier commands noted of the log is used, and noted for later ones.
    let snapshot: SnapshotUse
    /// How many threads read the log; as many as there are processors where that is not said.
    let threads: Int?

    var events: FilePath { root.appending("events") }
    var programmePath: FilePath { root.appending(Self.programmeName) }

    /// Finds the ledger that a directory is in, as git finds its own.
    ///
    /// - `start`: Where to look first, an absolute path.
    /// - `people`: The file of people, where it is not the ledger's own.
    public init(
        from start: FilePath,
        people: FilePath? = nil,
        snapshot: SnapshotUse = .sparing,
        threads: Int? = nil
    ) throws(ProjectFault) {
        // By its real path: what is above it, git's directory too, is above where a link leads.
        let real = try ProjectFault.wrapping { () throws(SystemFault) in try File.resolved(start) }
        guard let directory = try Self.root(from: real.lexicallyNormalized())
        else { throw .noLedger(from: start.string) }
        // Git carries links: what is recorded must not go where one leads.
        try ProjectFault.wrapping { () throws(SystemFault) in
            for name in ["events", ".referral"] { try Directory.check(directory.appending(name)) }
        }
        root = directory
        peoplePath = people ?? directory.appending("people.jsonl")
        self.snapshot = snapshot
        self.threads = threads
        guard let people else { return }
        let isKept = try ProjectFault.wrapping { () throws(SystemFault) in try isKeptByGit(people) }
        guard !isKept else { throw .peopleInLedger(at: people.string) }
    }

    /// Whether a path leads to a file of the ledger which goes into git, and so to everybody.
    private func isKeptByGit(_ path: FilePath) throws(SystemFault) -> Bool {
        let place = try File.resolved(path.lexicallyNormalized())
        let names = [Self.programmeName, Self.providersName, ".gitignore", ".gitattributes"]
        return place.starts(with: events) || names.contains { place == root.appending($0) }
    }

    /// The nearest directory with a programme, or `nil`.
    private static func root(from start: FilePath) throws(ProjectFault) -> FilePath? {
        var directory = start
        while true {
            let candidate = directory.appending(programmeName)
            let found = try ProjectFault.wrapping { () throws(SystemFault) in
                try File.identity(at: candidate)
            }
            if found != nil { return directory }
            guard directory.removeLastComponent() else { return nil }
        }
    }

    /// How many threads are to work on so many events.
    public func threads(for events: Int) -> Int {
        events < 4096 ? 1 : threads ?? Processors.count
    }

    /// The directory of providers; empty where there is no file.
    public func providers() throws(ProjectFault) -> [Provider] {
        let path = root.appending(Self.providersName)
        guard let bytes = try readIfPresent(path) else { return [] }
        return try ProviderFile.read(bytes, file: path.string)
    }

    /// The lines of the file of people, without those of people who are forgotten.
    public func peopleLines(in ledger: Ledger) throws(ProjectFault) -> [UInt8] {
        let people = ledger.people
        let forgotten = ledger.forgotten
        var lines: [UInt8] = []
        for line in (try readIfPresent(peoplePath) ?? []).split(separator: 0x0A) {
            guard let line = PeopleLine(line), !line.isForgotten(people, forgotten) else {
                continue
            }
            lines += line.bytes + [0x0A]
        }
        return lines
    }

    /// The log, each line decoded.
    public func log() throws(ProjectFault) -> Log<EventRecord> {
        try ProjectFault.wrapping { () throws(SystemFault) in
            try LogReader.read(events, threads: threads, decode: Event.decode)
        }
    }

    /// The files of the log with their sizes, by which a change of it is seen.
    public func logState() throws(ProjectFault) -> [String: FileIdentity] {
        try ProjectFault.wrapping { () throws(SystemFault) in
            var state: [String: FileIdentity] = [:]
            for name in try Directory.names(in: events) where name.hasSuffix(".jsonl") {
                state[name] = try File.identity(at: events.appending(name))
            }
            return state
        }
    }

    func read(_ path: FilePath) throws(ProjectFault) -> [UInt8] {
        try ProjectFault.wrapping { () throws(SystemFault) in
            try File.bytes(at: path)
        }
    }

    func readIfPresent(_ path: FilePath) throws(ProjectFault) -> [UInt8]? {
        try ProjectFault.wrapping { () throws(SystemFault) in
            try File.bytesIfPresent(at: path)
        }
    }
}

extension Log<EventRecord> {
    /// The state that the log's events come to.
    public var ledger: Ledger {
        Ledger(
            entries.lazy.compactMap { entry in
                if case .event(let event) = entry.record { event } else { nil }
            }
        )
    }
}
