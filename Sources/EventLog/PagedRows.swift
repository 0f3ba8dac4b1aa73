import Notation

/// Rows of two numbers in a file of pages (see ``PagedBytes``), in the order of these numbers.
///
/// They begin at a multiple of 16 bytes of the content, so that none straddles two pages.
struct PagedRows: Sendable {
    /// The file of pages.
    let file: File
    /// Where the first row begins in the content.
    let offset: Int
    /// How many rows there are.
    let count: Int

    /// The pages that were read last: who looks for one row mostly looks for more of its page.
    private let recent = Shared<[Page]>([])

    /// The size of a row.
    static let width = 16
    /// So many pages are kept.
    private static let fewPages = 4

    init(file: File, offset: Int, count: Int) {
        (self.file, self.offset, self.count) = (file, offset, count)
    }

    /// A row.
    struct Row: Sendable {
        let key: UInt64
        let value: UInt64
    }

    /// The second numbers of the rows with a first one.
    func values(of key: UInt64) throws(PagedBytes.Damage) -> [UInt64] {
        try rows(key...key).map { $0.value }
    }

    /// The rows whose first number is in a range.
    func rows(
        _ range: ClosedRange<UInt64>
    ) throws(PagedBytes.Damage) -> [Row] {
        var index = try firstRow(from: range.lowerBound)
        var found: [Row] = []
        while index < count {
            let page = try page(with: index)
            for row in index..<page.rows.upperBound {
                guard page.key(of: row) <= range.upperBound else { return found }
                found.append(Row(key: page.key(of: row), value: page.value(of: row)))
            }
            index = page.rows.upperBound
        }
        return found
    }

    /// The bytes of some rows.
    func bytes(_ rows: Range<Int>) throws(PagedBytes.Damage) -> [UInt8] {
        let start = offset + rows.lowerBound * Self.width
        return try PagedBytes.content(start..<(start + rows.count * Self.width), of: file)
    }

    /// The number of the first row that does not come before a first number.
    ///
    /// Rows are spread as evenly as random numbers: where one stands is guessed from what the rows at
    /// hand are, and two or three pages are read. Every third guess halves what is left, so that rows
    /// of any other kind take O(log n) pages.
    private func firstRow(from key: UInt64) throws(PagedBytes.Damage) -> Int {
        guard count > 0 else { return 0 }
        var (low, high) = (0, count - 1)
        let last = try page(with: high)
        var (least, most) = (UInt64(0), last.key(of: high))
        guard most >= key else { return count }
        var guesses = 0
        while low < high {
            guesses += 1
            let share =
                guesses % 3 == 0 || most <= least
                ? 0.5 : Double(key < least ? 0 : key - least) / Double(most - least)
            let guess = low + Int(Double(high - low) * share)
            let page = try page(with: min(max(guess, low), high - 1))
            let rows = page.rows.clamped(to: low..<high)
            if page.key(of: rows.upperBound - 1) < key {
                (low, least) = (rows.upperBound, page.key(of: rows.upperBound - 1))
            } else if page.key(of: rows.lowerBound) >= key {
                (high, most) = (rows.lowerBound, page.key(of: rows.lowerBound))
            } else {
                return rows.first { page.key(of: $0) >= key } ?? high
            }
        }
        return low
    }

    /// The rows that stand on one page.
    private struct Page: Sendable {
        /// Their numbers.
        let rows: Range<Int>
        let bytes: [UInt8]

        /// The first number of a row.
        func key(of row: Int) -> UInt64 {
            bytes.span.eight(at: (row - rows.lowerBound) * PagedRows.width)
        }

        /// The second number of a row.
        func value(of row: Int) -> UInt64 {
            bytes.span.eight(at: (row - rows.lowerBound) * PagedRows.width + 8)
        }
    }

    /// The page that holds a row.
    private func page(with row: Int) throws(PagedBytes.Damage) -> Page {
        if let known = recent.value.first(where: { $0.rows.contains(row) }) { return known }
        let start = offset % PagedBytes.capacity / Self.width
        let perPage = PagedBytes.capacity / Self.width
        let number = (start + row) / perPage
        let rows = (number * perPage - start)..<((number + 1) * perPage - start)
        let here = rows.clamped(to: 0..<count)
        let page = Page(rows: here, bytes: try bytes(here))
        recent.change { pages in
            if pages.count == Self.fewPages { pages.removeFirst() }
            pages.append(page)
        }
        return page
    }
}
