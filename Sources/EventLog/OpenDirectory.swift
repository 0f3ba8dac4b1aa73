import Notation
import SystemPackage

/// A directory that is open: what is in it, and which files these are; closed when the value ends.
struct OpenDirectory: ~Copyable {
    private let path: FilePath
    private let descriptor: Int32

    /// Opens a directory.
    init(_ path: FilePath) throws(SystemFault) {
        self.path = path
        descriptor = try SystemCalls.openDirectory(path)
    }

    deinit { SystemCalls.close(descriptor) }

    /// Which directory it is; its times change whenever a name comes or goes.
    var identity: FileIdentity {
        get throws(SystemFault) { try SystemCalls.identity(descriptor, path) }
    }

    /// The names that begin and end so, in the order of their bytes, without `.` and `..` and what
    /// is no text; it is asked once.
    func names(
        beginning start: String = "",
        ending end: String = ""
    ) throws(SystemFault) -> TextList {
        let (start, end) = (start.utf8Span.span, end.utf8Span.span)
        var found = TextList()
        try SystemCalls.forEachName(in: descriptor, path) { name in
            let isText = (try? UTF8Span(validating: name)) != nil
            let isFit =
                isText && name.count >= max(start.count, end.count)
                && name.extracting(first: start.count).equals(start)
                && name.extracting(last: end.count).equals(end)
            if isFit { _ = found.add(name) }
        }
        return Self.sorted(found)
    }

    /// What has the name with a number, be it a link; `nil` where there is nothing.
    func identity(of number: UInt32, in names: TextList) -> FileIdentity? {
        names.read(number) { SystemCalls.identity(of: $0, in: descriptor) }
    }

    /// Names in the order of their bytes.
    ///
    /// They are compared as seldom as can be: the first 16 bytes, as one number, tell most apart.
    private static func sorted(_ names: TextList) -> TextList {
        let ranked = (0..<UInt32(names.count)).map { number in
            let key = names.read(number) { name in
                UInt128(name.eight(at: 0).byteSwapped) << 64
                    | UInt128(name.eight(at: 8).byteSwapped)
            }
            return (key: key, number: number)
        }
        let order = ranked.sorted { one, other in
            guard one.key == other.key else { return one.key < other.key }
            return names[one.number] < names[other.number]
        }
        var sorted = TextList()
        for name in order { names.read(name.number) { _ = sorted.add($0) } }
        return sorted
    }
}
