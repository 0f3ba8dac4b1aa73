import Notation

/// How a document looks in Markdown: what was typed stays text, whatever characters it has.
struct MarkdownRenderer {
    func render(_ blocks: [Document.Block]) -> [UInt8] {
        var text = ""
        for block in blocks {
            if !text.isEmpty { text += "\n" }
            switch block {
            case .heading(let title, let level):
                text += String(repeating: "#", count: level) + " " + escaped(title) + "\n"
            case .line(let line): text += escaped(line) + "\n"
            case .command(let line): text += "`" + DisplayWidth.inert(line) + "`\n"
            case .facts(let facts):
                for fact in facts {
                    text += "- **" + escaped(fact.name) + "**: " + escaped(fact.value) + "\n"
                }
            case .table(let table): text += self.table(table)
            }
        }
        return Array(text.utf8)
    }

    private func table(_ table: Table) -> String {
        var lines = [row(table.columns.map(\.title))]
        lines.append(
            "|" + table.columns.map { $0.isNumeric ? " ---: |" : " --- |" }.joined()
        )
        lines += table.rows.map(row)
        return lines.map { $0 + "\n" }.joined()
    }

    private func row(_ cells: [String]) -> String {
        "|" + cells.map { " " + escaped($0) + " |" }.joined()
    }

    private func escaped(_ text: String) -> String {
        var shown = ""
        for scalar in DisplayWidth.inert(text).unicodeScalars {
            if "\\`*_[]<>|#".unicodeScalars.contains(scalar) { shown += "\\" }
            shown.unicodeScalars.append(scalar)
        }
        return shown
    }
}
