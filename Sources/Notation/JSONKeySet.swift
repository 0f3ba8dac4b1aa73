/// The keys that one object has shown so far.
///
/// A handful is compared by bytes without copying; past that, or where a key has escapes, the
/// decoded keys go into a set, so that a hostile object costs linear time.
struct JSONKeySet {
    private var plain: [JSONText] = []
    private var decoded = Decoded.none

    /// Keys in a set, in a box: a line that has none is copied without a thought of it.
    private indirect enum Decoded {
        case none
        case keys(Set<[UInt8]>)
    }

    /// Begins another object.
    mutating func removeAll() {
        plain.removeAll(keepingCapacity: true)
        decoded = .none
    }

    /// Adds a key; `false` if it was there.
    mutating func insert(_ key: JSONText, _ bytes: Span<UInt8>) -> Bool {
        if case .keys(var keys) = decoded {
            decoded = .none
            defer { decoded = .keys(keys) }
            return keys.insert(Array(key.decoded(bytes).utf8)).inserted
        }
        if key.escaped || plain.count == 16 {
            decoded = .keys(Set(plain.map { Array($0.decoded(bytes).utf8) }))
            return insert(key, bytes)
        }
        for other in plain where other.range.count == key.range.count {
            var same = true
            for offset in 0..<key.range.count
            where bytes[other.range.lowerBound + offset] != bytes[key.range.lowerBound + offset] {
                same = false
                break
            }
            if same { return false }
        }
        plain.append(key)
        return true
    }
}
