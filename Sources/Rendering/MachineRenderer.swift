import Notation

extension Document {
    /// One JSON document that begins with its schema.
    var json: [UInt8] {
        JSONValue.object([JSONMember("schema", .string(schema))] + members).bytes + [0x0A]
    }

    /// One JSON object a row.
    var ndjson: [UInt8] { Array(rows.map { JSONValue.object($0).bytes + [0x0A] }.joined()) }

    /// RFC 4180 with a header.
    var csv: [UInt8] { table(Self.separated) }

    /// Tab-separated with a header; tabs, line ends and backslashes in values are escaped.
    var tsv: [UInt8] { table(Self.tabbed) }

    private func table(_ line: ([String]) -> [UInt8]) -> [UInt8] {
        Array(([columns] + rows.map { Self.cells($0, columns) }).map(line).joined())
    }

    /// A line of `csv`.
    static func separated(_ fields: [String]) -> [UInt8] { CSVWriter.line(fields) }

    /// A line of `tsv`.
    static func tabbed(_ fields: [String]) -> [UInt8] {
        Array((fields.map(tabSafe).joined(separator: "\t") + "\n").utf8)
    }

    /// What a row has under some columns.
    static func cells(_ row: [JSONMember], _ columns: [String]) -> [String] {
        columns.map { column in row.first { $0.key == column }.map { cell($0.value) } ?? "" }
    }

    /// A value in one cell: nothing for `null`, words with `;` between for a list.
    private static func cell(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .bool(let value): value ? "true" : "false"
        case .number(let text), .string(let text): text
        case .array(let elements): elements.map(cell).joined(separator: ";")
        case .object: String(decoding: value.bytes, as: UTF8.self)
        }
    }

    private static func tabSafe(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t": safe += "\\t"
            case "\n": safe += "\\n"
            case "\r": safe += "\\r"
            case "\\": safe += "\\\\"
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }
}
