/// Numbers texts from 1 on, in the order in which they are first met; 0 stands for none.
///
/// A scan allocates nothing for each.
public struct NameTable: Sendable {
    private var list = TextList()
    private var slots = Slots()

    /// Begins with no texts.
    public init() {}

    /// The number of a text that bytes spell, which gets the next one where it has none.
    public mutating func number(of text: Span<UInt8>) -> UInt32 {
        let known = slots.find(text.quickHash()) { list.spells(UInt32($0), text) }
        if let known { return UInt32(known + 1) }
        let number = list.add(text)
        let texts = list
        slots.add { texts.quickHash(UInt32($0)) }
        return number + 1
    }

    /// The number of a text, which gets the next one where it has none.
    public mutating func number(of text: Verbatim) -> UInt32 {
        number(of: text.text.utf8Span.span)
    }

    /// The numbers of the texts of another table, by those that they have there.
    @discardableResult
    public mutating func numbers(of other: NameTable) -> [UInt32] {
        var numbers: [UInt32] = [0]
        numbers.reserveCapacity(other.count + 1)
        for text in 0..<UInt32(other.count) {
            numbers.append(other.list.read(text) { number(of: $0) })
        }
        return numbers
    }

    /// The text with a number; an empty one for 0.
    public func text(_ number: UInt32) -> Verbatim { number == 0 ? "" : list[number - 1] }

    /// How many texts there are.
    public var count: Int { list.count }

    /// Adds one part of the texts of another table, of so many parts: a text is in the same part of every
    /// table.
    public mutating func add(_ part: Int, of parts: Int, of other: NameTable) {
        for text in 0..<UInt32(other.count)
        where other.list.quickHash(text) % UInt64(parts) == UInt64(part) {
            other.list.read(text) { _ = number(of: $0) }
        }
    }

    /// The texts by their numbers, with an empty one for 0.
    public var texts: [Verbatim] { [""] + list.texts }

    /// The texts as columns: their bytes, one text after the other, and where each ends.
    public var columns: (bytes: [UInt8], ends: [UInt32]) { list.columns }
}
