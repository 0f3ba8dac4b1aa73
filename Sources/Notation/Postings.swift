/// Numbers filed under keys, found again by key: some twenty bytes for each.
public struct Postings: Sendable {
    private var numbering = Numbering()
    /// For each key the place of its last number in the lists, with one added.
    private var last: [UInt32] = []
    /// For each number the place, with one added, of the one before it under its key; 0 for none.
    private var previous: [UInt32] = []
    private var numbers: [UInt64] = []

    /// Begins with nothing filed.
    public init() {}

    /// The keys under which something is filed.
    public var keys: [UInt64] { numbering.keys }

    /// Files a number under a key.
    public mutating func add(_ number: UInt64, under key: UInt64) {
        let list = numbering.number(of: key)
        if list == last.count { last.append(0) }
        previous.append(last[list])
        numbers.append(number)
        last[list] = UInt32(numbers.count)
    }

    /// The numbers under a key, in the order in which they were filed.
    public func numbers(under key: UInt64) -> [UInt64] {
        numbering.known(key).map { numbers(inList: $0) } ?? []
    }

    /// The numbers of each key that has more than one.
    public var repeated: [[UInt64]] {
        last.indices.compactMap { list in
            previous[Int(last[list] - 1)] == 0 ? nil : numbers(inList: list)
        }
    }

    private func numbers(inList list: Int) -> [UInt64] {
        var found: [UInt64] = []
        var next = last[list]
        while next != 0 {
            found.append(numbers[Int(next - 1)])
            next = previous[Int(next - 1)]
        }
        return found.reversed()
    }
}
