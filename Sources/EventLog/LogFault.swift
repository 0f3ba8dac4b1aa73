/// Something in the files of the log that should not be there, or is not there and should be.
public struct LogFault: Equatable, Sendable {
    /// What is wrong.
    public enum Kind: String, Sendable, CaseIterable {
        /// Bytes that RFC 8259 forbids, a duplicate key or a lone surrogate.
        case notJSON = "not-json"
        /// JSON, but without a valid `id`, `type` or `prev`.
        case noEvent = "no-event"
        /// A line of a merge conflict.
        case marker = "conflict-marker"
        /// A run of NUL bytes, as a power loss leaves them.
        case zeros = "nul-bytes"
        /// Bytes after the last LF that are no whole event.
        case torn = "torn"
        /// Two lines with one id and different bytes.
        case altered = "altered-copy"
        /// A hash under `prev` that no line has.
        case missing = "missing-prev"
        /// An id that is not after the id of a line that it names.
        case order = "order"
        /// Not exactly one line without `prev`.
        case founding = "founding"
        /// An event of a known type that lacks what its type must have.
        case unreadable = "unreadable"
        /// An entry of `events/` that is no file.
        case notFile = "not-a-file"
    }

    /// The file's name in `events/`.
    public let file: String
    /// The line, from 1; 0 for the file as a whole.
    public let line: Int
    /// The byte in the line, from 1.
    public let column: Int
    /// What is wrong.
    public let kind: Kind
    /// What was found, in words.
    public let detail: String

    /// Where it is, as people are told: `events/FILE:LINE`.
    public var place: String {
        guard !file.isEmpty else { return "events/" }
        return line == 0 ? "events/\(file)" : "events/\(file):\(line)"
    }

    /// Notes a fault.
    public init(file: String, line: Int, column: Int, kind: Kind, detail: String) {
        self.file = file
        self.line = line
        self.column = column
        self.kind = kind
        self.detail = detail
    }
}
