/// Numbers texts from 1 on, in the order in which they are first met; 0 stands for none.
///
/// The texts lie one after the other in one array, so that a scan allocates nothing for each.
public struct NameTable: Sendable {
    private var bytes: [UInt8] = []
    /// Where each text ends; the first begins at 0.
    private var ends: [Int] = []
    private var hashes: [UInt64] = []
    private var slots = Slots()

    /// Begins with no texts.
    public init() {}

    /// The number of a text that bytes spell, which gets the next one where it has none.
    public mutating func number(of text: Span<UInt8>) -> UInt32 {
        let hash = text.quickHash()
        let number = slots.find(hash) { hashes[$0] == hash && spells($0, text) }
        if let number { return UInt32(number + 1) }
        for index in 0..<text.count { bytes.append(text[index]) }
        ends.append(bytes.count)
        hashes.append(hash)
        let known = hashes
        slots.add { known[$0] }
        return UInt32(ends.count)
    }

    /// The texts by their numbers, with an empty one for 0.
    public var texts: [Verbatim] {
        var texts: [Verbatim] = [""]
        texts.reserveCapacity(ends.count + 1)
        var start = 0
        for end in ends {
            texts.append(Verbatim(String(decoding: bytes[start..<end], as: UTF8.self)))
            start = end
        }
        return texts
    }

    /// The number of a text, which gets the next one where it has none.
    public mutating func number(of text: Verbatim) -> UInt32 {
        number(of: text.text.utf8Span.span)
    }

    /// The texts as columns: their bytes, one text after the other, and where each ends.
    public var columns: (bytes: [UInt8], ends: [UInt32]) { (bytes, ends.map { UInt32($0) }) }

    private func spells(_ index: Int, _ text: Span<UInt8>) -> Bool {
        let start = index == 0 ? 0 : ends[index - 1]
        return bytes.span.extracting(start..<ends[index]).equals(text)
    }
}
