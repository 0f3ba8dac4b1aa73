import Notation

/// How a document looks in a terminal: aligned by display width, nothing in it obeyed.
struct TextRenderer {
    let width: Int?

    func render(_ blocks: [Document.Block]) -> [UInt8] {
        var lines: [String] = []
        for block in blocks {
            switch block {
            case .heading(let text, let level):
                if !lines.isEmpty, level > 1 { lines.append("") }
                lines.append(DisplayWidth.inert(text))
            case .line(let text): lines.append(DisplayWidth.inert(text))
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
        var widths = table.columns.indices.map { column in
            cells.map { DisplayWidth.columns($0[column]) }.max() ?? 0
        }
        shrink(&widths, table)
        return cells.map { row in
            "  "
                + table.columns.indices.map { column in
                    Self.pad(
                        DisplayWidth.fitted(row[column], to: widths[column]),
                        to: widths[column],
                        right: table.columns[column].isNumeric
                    )
                }.joined(separator: "  ")
        }
    }

    /// Takes columns of text narrower, the widest first, until the table fits; never the first,
    /// which names the row.
    private func shrink(_ widths: inout [Int], _ table: Table) {
        guard let width else { return }
        var excess = 2 + widths.reduce(0, +) + 2 * max(0, widths.count - 1) - width
        while excess > 0 {
            let candidates = widths.indices.filter {
                $0 > 0 && !table.columns[$0].isNumeric && widths[$0] > 5
            }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] -= 1
            excess -= 1
        }
    }

    private static func pad(_ text: String, to width: Int, right: Bool) -> String {
        let space = String(repeating: " ", count: max(0, width - DisplayWidth.columns(text)))
        return right ? space + text : text + space
    }

    private static func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.hasSuffix(" ") { line = line.dropLast() }
        return String(line)
    }
}
