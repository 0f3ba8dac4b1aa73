import Notation
import SystemPackage

/// Bytes in pages that each bear a checksum, so that any part can be read, and trusted, by itself.
///
/// A page is 4,096 bytes: 4,080 of content, the number of the page and the first 64 bits of SHA-256
/// over the content. What is read is checked; a page that is cut, altered or moved is never taken.
enum PagedBytes {
    /// How many bytes of content a page has; rows of 8 and of 16 bytes never straddle two.
    static let capacity = 4080
    private static let size = 4096

    /// A part could not be read as it was written.
    struct Damage: Error {}

    /// The pages that hold content.
    static func pages(of content: [UInt8]) -> [UInt8] {
        var pages: [UInt8] = []
        let count = (content.count + capacity - 1) / capacity
        pages.reserveCapacity(count * size)
        for number in 0..<count {
            let start = pages.count
            let end = min(content.count, (number + 1) * capacity)
            pages += content[(number * capacity)..<end]
            pages.append(contentsOf: repeatElement(0, count: start + capacity - pages.count))
            let sum = checksum(pages.span.extracting(start..<(start + capacity)))
            pages.append(word: UInt64(number))
            pages.append(word: sum)
        }
        return pages
    }

    /// Part of the content of a file of pages.
    static func content(_ range: Range<Int>, of file: File) throws(Damage) -> [UInt8] {
        guard !range.isEmpty else { return [] }
        let first = range.lowerBound / capacity
        let count = (range.upperBound - 1) / capacity - first + 1
        guard let pages = try? file.bytes(count * size, at: first * size),
            pages.count == count * size
        else { throw Damage() }
        var content: [UInt8] = []
        content.reserveCapacity(count * capacity)
        for page in 0..<count {
            let end = page * size + capacity
            guard pages.span.word(at: end) == UInt64(first + page),
                pages.span.word(at: end + 8)
                    == checksum(pages.span.extracting((page * size)..<end))
            else { throw Damage() }
            let from = max(range.lowerBound - (first + page) * capacity, 0)
            let to = min(range.upperBound - (first + page) * capacity, capacity)
            content += pages[(page * size + from)..<(page * size + to)]
        }
        return content
    }

    private static func checksum(_ content: Span<UInt8>) -> UInt64 {
        Digest(of: content).prefix(bits: 64)
    }
}

extension [UInt8] {
    /// Adds the eight bytes of a number, the least first.
    mutating func append(word: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }
}

extension Span<UInt8> {
    /// The number that eight bytes hold, the least first.
    func word(at offset: Int) -> UInt64 {
        var word: UInt64 = 0
        for index in (0..<8).reversed() { word = word << 8 | UInt64(self[offset + index]) }
        return word
    }
}
