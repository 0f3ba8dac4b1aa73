/// Reads comma-separated records of RFC 4180, one at a time.
///
/// Lines end in CRLF or LF; a field in quotes may hold both, and a quote doubled; a byte order
/// mark before the first field is passed over; an empty line is no record.
public struct CSVReader {
    private var bytes: [UInt8] = []
    private let more: () -> [UInt8]
    private var isWhole = false
    private var position = 0
    private var line = 1

    /// Reads from the start of the bytes.
    public init(_ bytes: [UInt8]) {
        var rest = bytes
        self.init {
            defer { rest = [] }
            return rest
        }
    }

    /// Reads bytes that come in blocks, until there is an empty one.
    public init(blocks more: @escaping () -> [UInt8]) {
        self.more = more
        while bytes.count < 3, !isWhole { refill() }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next record and the line that it begins on, or `nil` after the last.
    ///
    /// After a fault the record after the faulty one is next; a quote that is not closed has none.
    public mutating func next() throws(CSVFault) -> (line: Int, fields: [String])? {
        while true {
            let (start, number) = (position, line)
            let found = Result { () throws(CSVFault) in try record() }
            // What ends where the bytes at hand do may go on in those to come.
            if isWhole || position < bytes.count { return try found.get() }
            (position, line) = (start, number)
            refill()
        }
    }

    /// Takes at least as many more bytes as are at hand, so that a long record is read in few turns.
    private mutating func refill() {
        bytes.removeFirst(position)
        position = 0
        var wanted = max(1, bytes.count)
        while wanted > 0, !isWhole {
            let block = more()
            bytes += block
            wanted -= block.count
            isWhole = block.isEmpty
        }
    }

    private mutating func record() throws(CSVFault) -> (line: Int, fields: [String])? {
        while endOfLine() {}
        guard position < bytes.count else { return nil }
        let start = line
        var fields: [String] = []
        var fault: CSVFault?
        while true {
            let isQuoted = position < bytes.count && bytes[position] == ASCII.quote
            let field = isQuoted ? try quoted(start) : plain()
            if let text = String(validating: field, as: UTF8.self) {
                fields.append(text)
            } else {
                fault = fault ?? CSVFault(problem: "not UTF-8", line: start)
            }
            if isQuoted, !plain().isEmpty {
                fault = fault ?? CSVFault(problem: "text after a closing quote", line: start)
            }
            if position == bytes.count || endOfLine() { break }
            position += 1
        }
        if let fault { throw fault }
        return (start, fields)
    }

    private mutating func plain() -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, bytes[position] != ASCII.comma, !isEndOfLine { position += 1 }
        return bytes[start..<position]
    }

    private mutating func quoted(_ start: Int) throws(CSVFault) -> ArraySlice<UInt8> {
        var field: ArraySlice<UInt8> = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == ASCII.quote {
                guard position < bytes.count, bytes[position] == ASCII.quote else { return field }
                position += 1
            } else if byte == ASCII.lineFeed {
                line += 1
            }
            field.append(byte)
        }
        throw CSVFault(problem: "a quote is not closed", line: start)
    }

    private var isEndOfLine: Bool {
        bytes[position] == ASCII.lineFeed
            || (bytes[position] == ASCII.carriageReturn && position + 1 < bytes.count
                && bytes[position + 1] == ASCII.lineFeed)
    }

    private mutating func endOfLine() -> Bool {
        guard position < bytes.count, isEndOfLine else { return false }
        position += bytes[position] == ASCII.carriageReturn ? 2 : 1
        line += 1
        return true
    }
}
