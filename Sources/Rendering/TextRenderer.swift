import Notation

/// How a document looks in a terminal: aligned by display width, nothing in it obeyed.
struct TextRenderer {
    let width: Int?
    /// Whether titles are set off in bold; nothing is told by that alone.
    let isStyled: Bool

    func render(_ blocks: [Document.Block]) -> [UInt8] {
        var text: [UInt8] = []
        for block in blocks {
            switch block {
            case .heading(let title, let level):
                if !text.isEmpty, level > 1 { text.append(Self.feed) }
                Self.end(bold(Array(DisplayWidth.inert(title).utf8)), in: &text)
            case .line(let line), .command(let line):
                Self.end(Array(DisplayWidth.inert(line).utf8), in: &text)
            case .facts(let facts): add(facts, to: &text)
            case .table(let table): add(table, to: &text)
            }
        }
        return text
    }

    private func add(_ facts: [(name: String, value: String)], to text: inout [UInt8]) {
        let reach = facts.map { DisplayWidth.columns($0.name) }.max() ?? 0
        for fact in facts {
            var line = Self.gap
            Self.pad(fact.name, to: reach, isRight: false, in: &line)
            line += Self.gap + DisplayWidth.inert(fact.value).utf8
            Self.end(line, in: &text)
        }
    }

    /// How wide the columns of a table are, and which are shown.
    struct Layout {
        let columns: [Table.Column]
        fileprivate var widths: [Int]
        fileprivate var shown: [Int]

        /// Columns as wide as their titles.
        init(_ columns: [Table.Column]) {
            self.columns = columns
            widths = columns.map { DisplayWidth.columns($0.title.uppercased()) }
            shown = Array(columns.indices)
        }

        /// Makes room for a row.
        mutating func measure(_ row: [String]) {
            for column in columns.indices {
                let width = DisplayWidth.columns(DisplayWidth.inert(row[column]))
                widths[column] = max(widths[column], width)
            }
        }
    }

    private func add(_ table: Table, to text: inout [UInt8]) {
        var layout = Layout(table.columns)
        for row in table.rows { layout.measure(row) }
        fit(&layout)
        text += title(of: layout)
        for row in table.rows { add(row, layout, to: &text) }
        let leftOut = table.columns.indices.filter { !layout.shown.contains($0) }
        if table.namesLeftOut, !leftOut.isEmpty {
            let names = leftOut.map { table.columns[$0].title }.joined(separator: ", ")
            for line in DisplayWidth.wrapped("too wide to show: \(names)", to: (width ?? 80) - 2) {
                Self.end(Self.gap + line.utf8, in: &text)
            }
        }
    }

    /// The titles of a table as they are written.
    func title(of layout: Layout) -> [UInt8] {
        var text: [UInt8] = []
        for line in lines(of: layout.columns.map { $0.title.uppercased() }, layout) {
            Self.end(bold(Array(Self.trimmed(line))), in: &text)
        }
        return text
    }

    /// Adds a row as it is written: in as many lines as its longest wrapped cell needs.
    func add(_ row: [String], _ layout: Layout, to text: inout [UInt8]) {
        for line in lines(of: row, layout) { Self.end(line, in: &text) }
    }

    private func lines(of row: [String], _ layout: Layout) -> [[UInt8]] {
        let parts = layout.shown.map { column in
            let text = DisplayWidth.inert(row[column])
            return layout.columns[column].wraps
                ? DisplayWidth.wrapped(text, to: layout.widths[column])
                : [DisplayWidth.fitted(text, to: layout.widths[column])]
        }
        let height = parts.map(\.count).max() ?? 0
        return (0..<height).map { number in
            var line: [UInt8] = []
            for (part, column) in zip(parts, layout.shown) {
                line += Self.gap
                Self.pad(
                    number < part.count ? part[number] : "",
                    to: layout.widths[column],
                    isRight: layout.columns[column].isNumeric,
                    in: &line
                )
            }
            return line
        }
    }

    /// Which columns are shown, and how wide: dispensable ones are left out while the table would
    /// not fit with its texts cut to a dozen columns; then the widest are taken narrower, those first
    /// that lose nothing by it.
    func fit(_ layout: inout Layout) {
        guard let width else { return }
        let columns = layout.columns
        let total = { (shown: [Int], widths: [Int]) in
            2 + shown.map { widths[$0] }.reduce(0, +) + 2 * max(0, shown.count - 1)
        }
        let narrow = columns.indices.map { column in
            columns[column].isNumeric || (column == 0 && !columns[column].wraps)
                ? layout.widths[column] : min(layout.widths[column], 12)
        }
        while total(layout.shown, narrow) > width,
            let least = layout.shown.filter({ columns[$0].dispensability > 0 })
                .max(by: { columns[$0].dispensability < columns[$1].dispensability })
        {
            layout.shown.removeAll { $0 == least }
        }
        var excess = total(layout.shown, layout.widths) - width
        while excess > 0 {
            let texts = layout.shown.filter {
                !columns[$0].isNumeric && ($0 > 0 || columns[$0].wraps) && layout.widths[$0] > 5
            }
            let wrapping = texts.filter { columns[$0].wraps && layout.widths[$0] > 12 }
            guard
                let widest = (wrapping.isEmpty ? texts : wrapping)
                    .max(by: { layout.widths[$0] < layout.widths[$1] })
            else { break }
            layout.widths[widest] -= 1
            excess -= 1
        }
    }

    private static let feed = UInt8(ascii: "\n")
    private static let blank = UInt8(ascii: " ")
    /// What stands before each cell.
    private static let gap = [blank, blank]

    private func bold(_ line: [UInt8]) -> [UInt8] {
        isStyled ? "\u{1B}[1m".utf8 + line + "\u{1B}[0m".utf8 : line
    }

    /// Adds a text with blanks at one side of it, so that it takes a number of columns.
    private static func pad(
        _ text: String,
        to width: Int,
        isRight: Bool,
        in line: inout [UInt8]
    ) {
        let blanks = repeatElement(blank, count: max(0, width - DisplayWidth.columns(text)))
        if isRight { line += blanks }
        line += text.utf8
        if !isRight { line += blanks }
    }

    /// Adds a line and its end.
    private static func end(_ line: [UInt8], in text: inout [UInt8]) {
        text += trimmed(line)
        text.append(feed)
    }

    private static func trimmed(_ line: [UInt8]) -> ArraySlice<UInt8> {
        line.prefix(upTo: (line.lastIndex { $0 != blank } ?? -1) + 1)
    }
}
