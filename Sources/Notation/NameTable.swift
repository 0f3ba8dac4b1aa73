/// Numbers texts from 1 on, in the order in which they are first met; 0 stands for none.
///
/// The texts lie one after the other in one array, so that a scan allocates nothing for each.
public struct NameTable: Sendable {
    private var bytes: [UInt8] = []
    /// Where each text ends; the first begins at 0.
    private var ends: [UInt32] = []
    private var slots = Slots()

    /// Begins with no texts.
    public init() {}

    /// The number of a text that bytes spell, which gets the next one where it has none.
    public mutating func number(of text: Span<UInt8>) -> UInt32 {
        if let known = slots.find(text.quickHash(), where: { spells($0, text) }) {
            return UInt32(known + 1)
        }
        for index in 0..<text.count { bytes.append(text[index]) }
        ends.append(UInt32(bytes.count))
        let table = self
        slots.add { table.bytes.span.extracting(table.range($0)).quickHash() }
        return UInt32(ends.count)
    }

    /// The number of a text, which gets the next one where it has none.
    public mutating func number(of text: Verbatim) -> UInt32 {
        number(of: text.text.utf8Span.span)
    }

    /// The text with a number; an empty one for 0.
    public func text(_ number: UInt32) -> Verbatim {
        guard number > 0 else { return "" }
        return Verbatim(String(decoding: bytes[range(Int(number) - 1)], as: UTF8.self))
    }

    /// How many texts there are.
    public var count: Int { ends.count }

    /// The texts by their numbers, with an empty one for 0.
    public var texts: [Verbatim] { (0...UInt32(ends.count)).map { text($0) } }

    /// The texts as columns: their bytes, one text after the other, and where each ends.
    public var columns: (bytes: [UInt8], ends: [UInt32]) { (bytes, ends) }

    private func range(_ index: Int) -> Range<Int> {
        Int(index == 0 ? 0 : ends[index - 1])..<Int(ends[index])
    }

    private func spells(_ index: Int, _ text: Span<UInt8>) -> Bool {
        bytes.span.extracting(range(index)).equals(text)
    }
}
