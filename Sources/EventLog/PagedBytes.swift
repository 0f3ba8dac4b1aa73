import Notation
import SystemPackage

/// Bytes in pages that each bear a checksum, so that any part can be read, and trusted, by itself.
///
/// A page is 4,096 bytes: 4,080 of content, the number of the page and a checksum of the content
/// (see ``Fingerprint/ofBytes(_:)``). What is read is checked; a page that was cut, altered or moved
/// by accident is not taken.
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
            let sum = Fingerprint.ofBytes(pages.span.extracting(start..<(start + capacity)))
            pages.append(word: UInt64(number))
            pages.append(word: sum)
        }
        return pages
    }

    /// So many pages are read at once, so that little is held beside the content.
    private static let block = 16

    /// Part of the content of a file of pages.
    static func content(_ range: Range<Int>, of file: File) throws(Damage) -> [UInt8] {
        guard !range.isEmpty else { return [] }
        var content: [UInt8] = []
        content.reserveCapacity(range.count)
        var first = range.lowerBound / capacity
        let endPage = (range.upperBound + capacity - 1) / capacity
        while first < endPage {
            let count = min(block, endPage - first)
            guard let pages = try? file.bytes(count * size, at: first * size),
                pages.count == count * size
            else { throw Damage() }
            for page in 0..<count {
                let end = page * size + capacity
                guard pages.span.eight(at: end) == UInt64(first + page),
                    pages.span.eight(at: end + 8)
                        == Fingerprint.ofBytes(pages.span.extracting((page * size)..<end))
                else { throw Damage() }
                let from = max(range.lowerBound - (first + page) * capacity, 0)
                let to = min(range.upperBound - (first + page) * capacity, capacity)
                content += pages[(page * size + from)..<(page * size + to)]
            }
            first += count
        }
        return content
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
