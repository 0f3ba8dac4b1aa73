/// Numbers keys from 0 on, in the order in which they are first met.
public struct Numbering: Sendable {
    /// The keys, by their numbers.
    public private(set) var keys: [UInt64] = []
    private var slots = Slots()

    /// Begins with no keys.
    public init() {}

    /// The number of a key, which gets the next one where it has none.
    public mutating func number(of key: UInt64) -> Int {
        if let known = known(key) { return known }
        keys.append(key)
        let all = keys
        slots.add { all[$0] }
        return keys.count - 1
    }

    /// The number of a key, if it has one.
    public func known(_ key: UInt64) -> Int? { slots.find(key) { keys[$0] == key } }
}
