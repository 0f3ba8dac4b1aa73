/// One key and its value in a JSON object.
public struct JSONMember: Equatable, Sendable {
    /// The key, its escapes resolved.
    public var key: String
    /// What stands under the key.
    public var value: JSONValue

    /// Pairs a key with a value.
    public init(_ key: String, _ value: JSONValue) {
        self.key = key
        self.value = value
    }

    /// Compares texts by their bytes.
    public static func == (one: JSONMember, other: JSONMember) -> Bool {
        Verbatim(one.key) == Verbatim(other.key) && one.value == other.value
    }
}
