/// Writes one JSON object canonically: no white space, keys as they come, only needed escapes.
///
/// ```
/// var writer = JSONObjectWriter()
/// writer.string("type", "noted")
/// writer.integer("done", 3)
/// writer.finish()                       // {"type":"noted","done":3}
/// ```
public struct JSONObjectWriter: Sendable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8] = []
    /// The strings that were not written, since their keys are to be withheld; in their order.
    public private(set) var withheld: [(key: String, value: String)] = []
    private let withholding: [String]
    private var isEmpty = true
    /// As many bytes as most objects have, so that they are not moved as they grow.
    private static let room = 512

    /// Opens an object.
    ///
    /// - `withholding`: The keys of which strings are not written.
    public init(withholding: [String] = []) {
        self.withholding = withholding
        bytes.reserveCapacity(Self.room)
        bytes.append(ASCII.openBrace)
    }

    /// Adds a string, unless there is none.
    public mutating func string(_ key: String, _ value: String?) {
        guard let value else { return }
        guard !withholding.contains(key) else {
            withheld.append((key, value))
            return
        }
        begin(key)
        JSONValue.write(value, to: &bytes)
    }

    /// Adds a whole number, unless there is none.
    public mutating func integer(_ key: String, _ value: Int?) {
        guard let value else { return }
        begin(key)
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Adds a truth value, unless there is none.
    public mutating func bool(_ key: String, _ value: Bool?) {
        guard let value else { return }
        self.value(key, .bool(value))
    }

    /// Adds any value, unless there is none.
    public mutating func value(_ key: String, _ value: JSONValue?) {
        guard let value else { return }
        begin(key)
        value.write(to: &bytes)
    }

    /// Closes the object and returns its bytes.
    @discardableResult
    public mutating func finish() -> [UInt8] {
        bytes.append(ASCII.closeBrace)
        return bytes
    }

    private mutating func begin(_ key: String) {
        if !isEmpty { bytes.append(ASCII.comma) }
        isEmpty = false
        JSONValue.write(key, to: &bytes)
        bytes.append(ASCII.colon)
    }
}
