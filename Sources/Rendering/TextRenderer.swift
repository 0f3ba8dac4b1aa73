import Notation

/// How a document looks in a terminal: aligned by display width, nothing in it obeyed.
struct TextRenderer {
    let width: Int?
    /// Whether titles are set off in bold; nothing is told by that alone.
    let isStyled: Bool

    func render(_ blocks: [Document.Block]) -> [UInt8] {
        var lines: [String] = []
        for block in blocks {
            switch block {
            case .heading(let text, let level):
                if !lines.isEmpty, level > 1 { lines.append("") }
                lines.append(bold(DisplayWidth.inert(text)))
            case .line(let text), .command(let text): lines.append(DisplayWidth.inert(text))
            case .facts(let facts): lines += self.facts(facts)
            case .table(let table): lines += self.table(table)
            }
        }
        return rendered(lines)
    }

    /// Lines as they are written.
    func rendered(_ lines: [String]) -> [UInt8] {
        Array(lines.map { Self.trimmed($0) + "\n" }.joined().utf8)
    }

    private func facts(_ facts: [(name: String, value: String)]) -> [String] {
        let reach = facts.map { DisplayWidth.columns($0.name) }.max() ?? 0
        return facts.map { fact in
            "  " + Self.pad(fact.name, to: reach, right: false) + "  "
                + DisplayWidth.inert(fact.value)
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

    private func table(_ table: Table) -> [String] {
        var layout = Layout(table.columns)
        for row in table.rows { layout.measure(row) }
        fit(&layout)
        return title(of: layout) + table.rows.flatMap { lines(of: $0, layout) }
    }

    /// The lines of the titles of a table.
    func title(of layout: Layout) -> [String] {
        lines(of: layout.columns.map { $0.title.uppercased() }, layout)
            .map { bold(Self.trimmed($0)) }
    }

    /// The lines of a row: as many as its longest wrapped cell needs.
    func lines(of row: [String], _ layout: Layout) -> [String] {
        let parts = layout.shown.map { column in
            let text = DisplayWidth.inert(row[column])
            return layout.columns[column].wraps
                ? DisplayWidth.wrapped(text, to: layout.widths[column])
                : [DisplayWidth.fitted(text, to: layout.widths[column])]
        }
        let height = parts.map(\.count).max() ?? 0
        return (0..<height).map { line in
            var text = " "
            for (part, column) in zip(parts, layout.shown) {
                let shown = line < part.count ? part[line] : ""
                let isRight = layout.columns[column].isNumeric
                text +=
                    (text == " " ? " " : "  ")
                    + Self.pad(shown, to: layout.widths[column], right: isRight)
            }
            return text
        }
    }

    /// Which columns are shown, and how wide: dispensable ones are left out while the table would
    /// not fit with its texts cut to a dozen columns; then the widest are taken narrower.
    func fit(_ layout: inout Layout) {
        guard let width else { return }
        let columns = layout.columns
        let total = { (shown: [Int], widths: [Int]) in
            2 + shown.map { widths[$0] }.reduce(0, +) + 2 * max(0, shown.count - 1)
        }
        let narrow = columns.indices.map { column in
            column == 0 || columns[column].isNumeric
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
            let candidates = layout.shown.filter {
                $0 > 0 && !columns[$0].isNumeric && layout.widths[$0] > 5
            }
            guard
                let widest = candidates.max(by: { layout.widths[$0] < layout.widths[$1] })
            else { break }
            layout.widths[widest] -= 1
            excess -= 1
        }
    }

    private func bold(_ text: String) -> String {
        isStyled ? "\u{1B}[1m\(text)\u{1B}[0m" : text
    }

    private static func pad(_ text: String, to width: Int, right: Bool) -> String {
        let space = String(repeating: " ", count: max(0, width - DisplayWidth.columns(text)))
        return right ? space + text : text + space
    }

    private static func trimmed(_ line: String) -> String {
        var bytes = line.utf8[...]
        while bytes.last == UInt8(ascii: " ") { bytes = bytes.dropLast() }
        return String(line[..<bytes.endIndex])
    }
}
