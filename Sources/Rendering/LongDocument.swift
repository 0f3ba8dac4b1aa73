public import Notation

/// Rows too many to be held: each is rendered as it goes by, as a ``Document`` with one table of them
/// would be.
public struct LongDocument {
    /// Calls a closure with every row, in order; called again, with the same rows.
    public typealias Rows = (_ row: ([JSONMember]) throws -> Void) throws -> Void

    /// The name under `schema`.
    private let schema: String
    /// The key of the rows in the `json` document.
    private let key: String
    /// The columns of `csv` and `tsv`.
    private let columns: [String]
    private let titles: [Table.Column]
    private let cells: ([JSONMember]) -> [String]
    private let rows: Rows

    /// Puts a document together.
    ///
    /// - Parameters:
    ///   - schema: The name under `schema`, such as `referral.results/1`.
    ///   - key: The key of the rows in the `json` document.
    ///   - columns: The columns of `csv` and `tsv`, in their order.
    ///   - titles: The columns that people read.
    ///   - cells: What people read of a row, by column.
    ///   - rows: Goes through the rows.
    public init(
        schema: String,
        key: String,
        columns: [String],
        titles: [Table.Column],
        cells: @escaping ([JSONMember]) -> [String],
        rows: @escaping Rows
    ) {
        self.schema = schema
        self.key = key
        self.columns = columns
        self.titles = titles
        self.cells = cells
        self.rows = rows
    }

    /// Writes the document in a form, a piece at a time.
    ///
    /// - Parameters:
    ///   - format: The form.
    ///   - width: The columns that text may take; `nil` where nothing limits it.
    ///   - write: Takes the pieces.
    /// - Throws: What `write` throws, or going through the rows.
    public func render(
        as format: OutputFormat,
        width: Int?,
        to write: @escaping ([UInt8]) throws -> Void
    ) throws {
        var pieces = Pieces(write: write)
        switch format {
        case .text: try writeText(width, &pieces)
        case .markdown:
            let markdown = MarkdownRenderer()
            try pieces.add(markdown.head(titles))
            try rows { row in try pieces.add(markdown.line(cells(row))) }
        case .json: try writeJSON(&pieces)
        case .ndjson: try rows { row in try pieces.add(JSONValue.object(row).bytes + [0x0A]) }
        case .csv, .tsv:
            let line = format == .csv ? Document.separated : Document.tabbed
            try pieces.add(line(columns))
            try rows { row in try pieces.add(line(Document.cells(row, columns))) }
        }
        try pieces.end()
    }

    private func writeText(_ width: Int?, _ pieces: inout Pieces) throws {
        let renderer = TextRenderer(width: width, isStyled: false)
        var layout = TextRenderer.Layout(titles)
        try rows { row in layout.measure(cells(row)) }
        renderer.fit(&layout)
        try pieces.add(renderer.rendered(renderer.title(of: layout)))
        try rows { row in
            try pieces.add(renderer.rendered(renderer.lines(of: cells(row), layout)))
        }
    }

    private func writeJSON(_ pieces: inout Pieces) throws {
        let members = [JSONMember("schema", .string(schema)), JSONMember(key, .array([]))]
        // All up to the end of the array, and then what follows it.
        try pieces.add(Array(JSONValue.object(members).bytes.dropLast(2)))
        var isFirst = true
        try rows { row in
            try pieces.add((isFirst ? [] : [UInt8(ascii: ",")]) + JSONValue.object(row).bytes)
            isFirst = false
        }
        try pieces.add(Array("]}\n".utf8))
    }

    /// Puts small pieces together to larger ones.
    private struct Pieces {
        private static let size = 1 << 16

        let write: ([UInt8]) throws -> Void
        private var held: [UInt8] = []

        init(write: @escaping ([UInt8]) throws -> Void) { self.write = write }

        mutating func add(_ bytes: [UInt8]) throws {
            held += bytes
            if held.count >= Self.size { try end() }
        }

        mutating func end() throws {
            if !held.isEmpty { try write(held) }
            held.removeAll(keepingCapacity: true)
        }
    }
}
