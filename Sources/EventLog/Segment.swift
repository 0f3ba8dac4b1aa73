import Notation
import SystemPackage

/// The file that a writer appends to, opened before the log is read.
///
/// Git puts a new file in place of an old one when it changes it; a segment that is no longer the
/// file at its path has been swapped away, and what was appended to it with it.
struct Segment {
    /// Its name, or what it would be called; number 0 where the writer has none yet.
    let name: SegmentName
    private let path: FilePath
    private let file: File?

    /// Opens the newest segment of a writer, if there is one.
    init(of writer: String, in events: FilePath) throws(SystemFault) {
        let newest = try Self.newest(of: writer, in: events)
        name = newest ?? SegmentName(writer: writer, number: 0)
        path = events.appending(name.text)
        file = newest == nil ? nil : try File(path, for: .appending(mode: 0o644))
    }

    /// The newest segment of a writer, looked for by name, since a directory may be large: the first,
    /// twice as far as long as there is one, and then between the two.
    ///
    /// Where a hand has left a gap it may be one before that, which may be appended to as well; the name
    /// after it is free.
    private static func newest(
        of writer: String,
        in events: FilePath
    ) throws(SystemFault) -> SegmentName? {
        let directory = try OpenDirectory(events)
        func isThere(_ number: Int) throws(SystemFault) -> Bool {
            let name = SegmentName(writer: writer, number: number)
            return try directory.identity(named: name.text) != nil
        }
        guard try isThere(1) else {
            let names = try directory.names(beginning: writer + ".").texts
            return names.compactMap { SegmentName($0.text) }.filter { $0.writer == writer }.max()
        }
        var (last, end) = (1, 2)
        while try isThere(end) { (last, end) = (end, 2 * end) }
        while end - last > 1 {
            let middle = (last + end) / 2
            if try isThere(middle) { last = middle } else { end = middle }
        }
        return SegmentName(writer: writer, number: last)
    }

    /// Makes a segment.
    init(new name: SegmentName, in events: FilePath) throws(SystemFault) {
        self.name = name
        path = events.appending(name.text)
        file = try File(path, for: .appending(mode: 0o644))
    }

    /// The name of the one after it.
    ///
    /// - Throws: `EOVERFLOW` where no file of that number would be read.
    var next: SegmentName {
        get throws(SystemFault) {
            guard let next = name.next else {
                throw SystemFault(call: "open", path: path, code: Errno.overflow.rawValue)
            }
            return next
        }
    }

    /// How many bytes it has.
    var size: Int { get throws(SystemFault) { try file?.identity.size ?? 0 } }

    /// Whether one more line may go here.
    var isRoomy: Bool {
        get throws(SystemFault) { try size < LogWriter.segmentSize && file != nil }
    }

    /// Appends a line; after an error part of it may be there.
    ///
    /// What follows the last LF is ended with one, not glued on to and not destroyed.
    func append(_ line: [UInt8]) throws(SystemFault) {
        guard let file else { throw missing }
        let size = try size
        let torn =
            try Safeguard.newline.stands && size > 0
            ? file.bytes(1, at: size - 1) != [0x0A] : false
        try file.write(torn ? [0x0A] + line : line)
    }

    /// Cuts off what a failed appending has left; `false` where that cannot be done either.
    func cut(to size: Int) -> Bool {
        guard Safeguard.truncation.stands, let file else { return true }
        return (try? file.truncate(to: size)) != nil
    }

    /// Whether it is still the file at its path.
    var isInPlace: Bool {
        get throws(SystemFault) {
            guard Safeguard.inode.stands else { return true }
            guard let file, let current = try File.identity(at: path) else { return false }
            return current.isSameFile(as: try file.identity)
        }
    }

    /// Returns once what was appended is on stable storage.
    func sync() throws(SystemFault) {
        guard let file else { throw missing }
        try file.sync()
    }

    private var missing: SystemFault {
        SystemFault(call: "open", path: path, code: Errno.noSuchFileOrDirectory.rawValue)
    }
}
