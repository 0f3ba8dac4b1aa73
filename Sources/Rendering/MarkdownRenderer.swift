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
            case .command(let line): text += code(DisplayWidth.inert(line)) + "\n"
            case .facts(let facts):
                for fact in facts {
                    text += "- **" + escaped(fact.name) + "**: " + escaped(fact.value) + "\n"
                }
            case .table(let table): text += self.table(table)
            }
        }
        return Array(text.utf8)
    }

    /// Text set as code: between one backtick more than it has in a row.
    private func code(_ text: String) -> String {
        var longest = 0
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return longest == 0 ? fence + text + fence : "\(fence) \(text) \(fence)"
    }

    private func table(_ table: Table) -> String {
        String(decoding: head(table.columns) + table.rows.map(line).joined(), as: UTF8.self)
    }

    /// The two lines above the rows of a table.
    func head(_ columns: [Table.Column]) -> [UInt8] {
        let rule = "|" + columns.map { $0.isNumeric ? " ---: |" : " --- |" }.joined()
        return line(columns.map(\.title)) + Array((rule + "\n").utf8)
    }

    /// A row of a table.
    func line(_ cells: [String]) -> [UInt8] {
        Array(("|" + cells.map { " " + escaped($0) + " |" }.joined() + "\n").utf8)
    }

    private func escaped(_ text: String) -> String {
        var shown = ""
        for scalar in DisplayWidth.inert(text).unicodeScalars {
            if "\\`*_~[]<>&|#".unicodeScalars.contains(scalar) { shown += "\\" }
            shown.unicodeScalars.append(scalar)
        }
        return shown
    }
}
