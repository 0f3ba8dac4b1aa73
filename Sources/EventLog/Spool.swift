import Notation
public import SystemPackage

/// Lines in the order in which they come: in memory while they are few, in a file once they are many.
///
/// One hand adds at a time. A fault while lines are written is kept for ``fault``; what comes after
/// it is dropped.
public final class Spool: Sendable {
    /// So many bytes are held before they go into the file.
    private static let room = 1 << 20

    /// Where many lines go.
    fileprivate enum Home: Sendable {
        /// Nowhere: they stay in memory.
        case memory
        /// A file with a name, which may be moved into place.
        case named(FilePath)
        /// A file without a name in a directory; nobody else sees it, and it is gone with the process.
        case unnamed(FilePath)
    }

    fileprivate struct Content: Sendable {
        /// What has not gone into the file.
        var recent: [UInt8] = []
        /// How much has.
        var written = 0
        var file: File?
        var home: Home
        var count = 0
        var lastBegin = 0
        var fault: SystemFault?

        var size: Int { written + recent.count }
    }

    private let home: Home
    private let content: Shared<Content>

    private init(_ home: Home) {
        self.home = home
        content = Shared(Content(home: home))
    }

    /// Holds lines in memory, however many there are.
    ///
    /// - Parameter bytes: Lines to begin with.
    public convenience init(holding bytes: [UInt8] = []) {
        self.init(.memory)
        content.change { $0.recent = bytes }
    }

    /// Writes lines into a new file without a name in a directory, once they are many.
    ///
    /// Where none can be made there they stay in memory.
    public convenience init(unnamedIn directory: FilePath) { self.init(.unnamed(directory)) }

    /// Writes lines into a file, once they are many.
    convenience init(at path: FilePath) { self.init(.named(path)) }

    /// How many lines were added.
    public var count: Int { content.value.count }

    /// How many bytes there are.
    public var size: Int { content.value.size }

    /// What went wrong when lines were written.
    public var fault: SystemFault? { content.value.fault }

    /// Adds a line, its end with it; says where it begins.
    @discardableResult
    public func append(_ line: [UInt8]) -> Int {
        content.change { content in
            let place = content.size
            guard content.fault == nil else { return place }
            content.recent += line
            content.count += 1
            content.lastBegin = place
            if content.recent.count >= Self.room { content.flush() }
            return place
        }
    }

    /// The line that begins at a place, without its end; `nil` where it cannot be read.
    public func line(at place: Int) -> [UInt8]? {
        content.change { content in
            guard place < content.written else {
                let span = content.recent.span
                let start = place - content.written
                guard start < span.count else { return nil }
                return Array(content.recent[start..<span.first(0x0A, from: start)])
            }
            guard let line = content.file?.line(at: place, before: content.written) else {
                let path = content.file?.path ?? ""
                let fault = SystemFault(call: "read", path: path, code: Errno.ioError.rawValue)
                content.fault = content.fault ?? fault
                return nil
            }
            return line
        }
    }

    /// The line that was added last, without its end.
    public var last: [UInt8]? { count == 0 ? nil : line(at: content.value.lastBegin) }

    /// Calls a closure with all bytes, block after block.
    public func forEachBlock<Problem: Error>(
        _ body: ([UInt8]) throws(Problem) -> Void
    ) throws(Problem) {
        var place = 0
        while true {
            let block = block(at: place)
            if block.isEmpty { return }
            try body(block)
            place += block.count
        }
    }

    /// Some bytes from a place on; none at the end, or where they cannot be read.
    public func block(at place: Int) -> [UInt8] {
        content.change { content in
            guard place < content.written else {
                return Array(content.recent.dropFirst(place - content.written))
            }
            do throws(SystemFault) {
                let count = min(Self.room, content.written - place)
                return try content.file?.bytes(count, at: place) ?? []
            } catch {
                content.fault = content.fault ?? error
                return []
            }
        }
    }

    /// Calls a closure with every line, without its end.
    public func forEachLine<Problem: Error>(
        _ body: ([UInt8]) throws(Problem) -> Void
    ) throws(Problem) {
        var rest: [UInt8] = []
        try forEachBlock { block throws(Problem) in
            let bytes = rest + block
            var start = 0
            while true {
                let end = bytes.span.first(0x0A, from: start)
                guard end < bytes.count else { break }
                try body(Array(bytes[start..<end]))
                start = end + 1
            }
            rest = Array(bytes[start...])
        }
        if !rest.isEmpty { try body(rest) }
    }

    /// Lets go of every line, and of the file.
    public func clear() {
        content.change { content in
            if case .named(let path) = content.home, content.file != nil {
                SystemCalls.remove(path)
            }
            content = Content(home: home)
        }
    }

    /// All lines in a file at a path: the spool's own, if that is where it is.
    func file(at path: FilePath) throws(SystemFault) -> File {
        if let own = content.change({ $0.wholeFile(at: path) }) {
            if let fault { throw fault }
            return own
        }
        let file = try File(path, for: .making(mode: 0o644))
        try forEachBlock { block throws(SystemFault) in try file.write(block) }
        if let fault { throw fault }
        return file
    }

    /// Notes that the file has no longer the name that it was made with.
    func moved() { content.change { $0.home = .memory } }
}

extension Spool.Content {
    /// Writes what is held into the file, which is made where there is none.
    fileprivate mutating func flush() {
        do throws(SystemFault) {
            if file == nil { file = try home.open() }
            guard let file else {
                // It is not tried again for each line to come.
                home = .memory
                return
            }
            try file.write(recent)
            written += recent.count
            recent.removeAll(keepingCapacity: true)
        } catch {
            fault = error
            recent = []
        }
    }

    /// The file with everything in it, if it is the one at a path.
    fileprivate mutating func wholeFile(at path: FilePath) -> File? {
        guard case .named(path) = home, let file else { return nil }
        if !recent.isEmpty { flush() }
        return file
    }
}

extension Spool.Home {
    /// Makes the file; `nil` where lines are to stay in memory.
    fileprivate func open() throws(SystemFault) -> File? {
        switch self {
        case .memory: nil
        case .named(let path): try File(path, for: .making(mode: 0o644))
        case .unnamed(let directory): try? File(unnamedIn: directory)
        }
    }
}
