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
    /// is no text.
    func names(
        beginning start: String = "",
        ending end: String = ""
    ) throws(SystemFault) -> TextList {
        var names = TextList()
        try forEachName(beginning: start, ending: end) { _ = names.add($0) }
        return names.inOrder()
    }

    /// Calls a closure with each of these names, in any order.
    func forEachName(
        beginning start: String = "",
        ending end: String = "",
        _ body: (Span<UInt8>) -> Void
    ) throws(SystemFault) {
        let (start, end) = (start.utf8Span.span, end.utf8Span.span)
        try SystemCalls.forEachName(in: descriptor, path) { name in
            guard name.count >= max(start.count, end.count),
                name.extracting(first: start.count).equals(start),
                name.extracting(last: end.count).equals(end),
                (try? UTF8Span(validating: name)) != nil
            else { return }
            body(name)
        }
    }

    /// What has a name, be it a link; `nil` where there is nothing.
    func identity(named name: String) throws(SystemFault) -> FileIdentity? {
        try SystemCalls.identity(of: name.utf8Span.span, in: descriptor, path)
    }

    /// What has the name with a number, be it a link; `nil` where there is nothing.
    func identity(of number: UInt32, in names: TextList) throws(SystemFault) -> FileIdentity? {
        try names.read(number) { name throws(SystemFault) in
            try SystemCalls.identity(of: name, in: descriptor, path)
        }
    }
}
