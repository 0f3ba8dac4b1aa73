/// Texts one after the other in one array, each found by its number from 0 on.
///
/// It is for texts of which most stand once, so that it is not worth while to look for one that is
/// there already.
public struct TextList: Sendable, Equatable {
    private var bytes: [UInt8] = []
    /// Where each text ends; the first begins at 0.
    private var ends: [UInt32] = []

    /// Begins with no texts.
    public init() {}

    /// Takes texts that stand one after the other, and where each ends; `nil` where that cannot be.
    public init?(bytes: [UInt8], ends: [UInt32]) {
        var last: UInt32 = 0
        for end in ends {
            guard end >= last else { return nil }
            last = end
        }
        guard last == bytes.count else { return nil }
        (self.bytes, self.ends) = (bytes, ends)
    }

    /// Adds a text that bytes spell, and returns its number.
    public mutating func add(_ text: Span<UInt8>) -> UInt32 {
        for index in 0..<text.count { bytes.append(text[index]) }
        ends.append(UInt32(bytes.count))
        return UInt32(ends.count - 1)
    }

    /// The text with a number.
    public subscript(number: UInt32) -> Verbatim {
        Verbatim(String(decoding: bytes[range(number)], as: UTF8.self))
    }

    /// How many texts there are.
    public var count: Int { ends.count }

    /// The texts by their numbers.
    public var texts: [Verbatim] { (0..<UInt32(count)).map { self[$0] } }

    /// The texts as columns: their bytes, one text after the other, and where each ends.
    public var columns: (bytes: [UInt8], ends: [UInt32]) { (bytes, ends) }

    /// What is read of the bytes of the text with a number.
    public func read<Value, Fault: Error>(
        _ number: UInt32,
        as value: (Span<UInt8>) throws(Fault) -> Value
    ) throws(Fault) -> Value {
        try value(bytes.span.extracting(range(number)))
    }

    /// Whether the text with a number is what bytes spell.
    public func spells(_ number: UInt32, _ text: Span<UInt8>) -> Bool {
        bytes.span.extracting(range(number)).equals(text)
    }

    /// Whether bytes spell one of these texts, which stand in the order of their bytes.
    public func hasInOrder(_ text: Span<UInt8>) -> Bool {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            let isBefore = read(UInt32(middle)) { $0.precedes(text) }
            if isBefore { low = middle + 1 } else { high = middle }
        }
        return low < ends.count && spells(UInt32(low), text)
    }

    /// The same texts in the order of their bytes.
    public func inOrder() -> TextList {
        let order = (0..<UInt32(count)).sorted { one, other in
            read(one) { one in read(other) { one.precedes($0) } }
        }
        var texts = TextList()
        for number in order { read(number) { _ = texts.add($0) } }
        return texts
    }

    /// A number that the text with a number leads to.
    func quickHash(_ number: UInt32) -> UInt64 {
        bytes.span.extracting(range(number)).quickHash()
    }

    private func range(_ number: UInt32) -> Range<Int> {
        Int(number == 0 ? 0 : ends[Int(number) - 1])..<Int(ends[Int(number)])
    }
}
