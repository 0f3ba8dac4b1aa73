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
        return Array(lines.map { Self.trimmed($0) + "\n" }.joined().utf8)
    }

    private func facts(_ facts: [(name: String, value: String)]) -> [String] {
        let reach = facts.map { DisplayWidth.columns($0.name) }.max() ?? 0
        return facts.map { fact in
            "  " + Self.pad(fact.name, to: reach, right: false) + "  "
                + DisplayWidth.inert(fact.value)
        }
    }

    private func table(_ table: Table) -> [String] {
        let rows = [table.columns.map { $0.title.uppercased() }] + table.rows
        let cells = rows.map { row in row.map { DisplayWidth.inert($0) } }
        let natural = table.columns.indices.map { column in
            cells.map { DisplayWidth.columns($0[column]) }.max() ?? 0
        }
        let (shown, widths) = fit(natural, table)
        return cells.enumerated().flatMap { index, row in
            let lines = lines(shown.map { (row[$0], widths[$0], table.columns[$0]) })
            return index == 0 ? lines.map { bold(Self.trimmed($0)) } : lines
        }
    }

    /// One row: as many lines as its longest wrapped cell needs.
    private func lines(_ cells: [(text: String, width: Int, column: Table.Column)]) -> [String] {
        let parts = cells.map { cell in
            cell.column.wraps
                ? DisplayWidth.wrapped(cell.text, to: cell.width)
                : [DisplayWidth.fitted(cell.text, to: cell.width)]
        }
        let height = parts.map(\.count).max() ?? 0
        return (0..<height).map { line in
            var text = " "
            for (part, cell) in zip(parts, cells) {
                let shown = line < part.count ? part[line] : ""
                let isRight = cell.column.isNumeric
                text += (text == " " ? " " : "  ") + Self.pad(shown, to: cell.width, right: isRight)
            }
            return text
        }
    }

    /// Which columns are shown, and how wide: dispensable ones are left out while the table would
    /// not fit with its texts cut to a dozen columns; then the widest are taken narrower.
    private func fit(_ natural: [Int], _ table: Table) -> (shown: [Int], widths: [Int]) {
        var shown = Array(natural.indices)
        var widths = natural
        guard let width else { return (shown, widths) }
        let total = { (shown: [Int], widths: [Int]) in
            2 + shown.map { widths[$0] }.reduce(0, +) + 2 * max(0, shown.count - 1)
        }
        let narrow = natural.indices.map { column in
            column == 0 || table.columns[column].isNumeric
                ? natural[column] : min(natural[column], 12)
        }
        while total(shown, narrow) > width,
            let least = shown.filter({ table.columns[$0].dispensability > 0 })
                .max(by: { table.columns[$0].dispensability < table.columns[$1].dispensability })
        {
            shown.removeAll { $0 == least }
        }
        var excess = total(shown, widths) - width
        while excess > 0 {
            let candidates = shown.filter {
                $0 > 0 && !table.columns[$0].isNumeric && widths[$0] > 5
            }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return (shown, widths)
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
