public import Notation

/// Rows too many to be held: each is rendered as it goes by, as a ``Document`` with one table of them
/// would be.
public struct LongDocument<Row> {
    /// Calls a closure with every row, in order; called again, with the same rows.
    public typealias Rows = (_ row: (Row) throws -> Void) throws -> Void

    /// The name under `schema`.
    private let schema: String
    /// The key of the rows in the `json` document.
    private let key: String
    /// The columns of `csv` and `tsv`.
    private let columns: [String]
    private let titles: [Table.Column]
    private let members: (Row) -> [JSONMember]
    private let cells: (Row) -> [String]
    private let empty: String?
    private let footer: () -> String?
    private let rows: Rows

    /// Puts a document together.
    ///
    /// - Parameters:
    ///   - schema: The name under `schema`, such as `referral.results/1`.
    ///   - key: The key of the rows in the `json` document.
    ///   - columns: The columns of `csv` and `tsv`, in their order.
    ///   - titles: The columns that people read.
    ///   - members: The members of a row's object.
    ///   - cells: What people read of a row, by column.
    ///   - empty: What people read where there are no rows; the titles if nothing is given.
    ///   - footer: A line below the rows, asked for once these have gone by.
    ///   - rows: Goes through the rows.
    public init(
        schema: String,
        key: String,
        columns: [String],
        titles: [Table.Column],
        members: @escaping (Row) -> [JSONMember],
        cells: @escaping (Row) -> [String],
        empty: String? = nil,
        footer: @escaping () -> String? = { nil },
        rows: @escaping Rows
    ) {
        self.schema = schema
        self.key = key
        self.columns = columns
        self.titles = titles
        self.members = members
        self.cells = cells
        self.empty = empty
        self.footer = footer
        self.rows = rows
    }

    /// Writes the document in a form, a piece at a time.
    ///
    /// - Parameters:
    ///   - format: The form.
    ///   - width: The columns that text may take; `nil` where nothing limits it.
    ///   - styled: Whether titles may be set off by a terminal's means.
    ///   - held: How many bytes of cells are held at most; of more, the rows are gone through twice.
    ///   - write: Takes the pieces.
    /// - Throws: What `write` throws, or going through the rows.
    public func render(
        as format: OutputFormat,
        width: Int?,
        styled: Bool = false,
        holding held: Int = 4 << 20,
        to write: @escaping ([UInt8]) throws -> Void
    ) throws {
        var pieces = Pieces(write: write)
        switch format {
        case .text:
            let renderer = TextRenderer(width: width, isStyled: styled)
            try writeText(renderer, holding: held, &pieces)
        case .markdown: try writeMarkdown(MarkdownRenderer(), &pieces)
        case .json: try writeJSON(&pieces)
        case .ndjson: try rows { row in try pieces.add(object(row).bytes + [0x0A]) }
        case .csv, .tsv:
            let line = format == .csv ? Document.separated : Document.tabbed
            try pieces.add(line(columns))
            try rows { row in try pieces.add(line(Document.cells(members(row), columns))) }
        }
        try pieces.end()
    }

    private func object(_ row: Row) -> JSONValue { .object(members(row)) }

    private func writeText(
        _ renderer: TextRenderer,
        holding held: Int,
        _ pieces: inout Pieces
    ) throws {
        var layout = TextRenderer.Layout(titles)
        var kept = KeptCells(room: held)
        try rows { row in
            let cells = cells(row)
            layout.measure(cells)
            kept.add(cells)
        }
        if let empty, kept.isEmpty { return try pieces.add(renderer.render([.line(empty)])) }
        renderer.fit(&layout)
        try pieces.add(renderer.title(of: layout))
        let text = { [layout] (cells: [String]) in
            var text: [UInt8] = []
            renderer.add(cells, layout, to: &text)
            return text
        }
        if kept.areAll {
            try kept.forEach(of: titles.count) { try pieces.add(text($0)) }
        } else {
            try rows { try pieces.add(text(cells($0))) }
        }
        if let footer = footer() { try pieces.add(renderer.render([.line(footer)])) }
    }

    private func writeMarkdown(_ renderer: MarkdownRenderer, _ pieces: inout Pieces) throws {
        var hasRows = false
        try rows { row in
            if !hasRows { try pieces.add(renderer.head(titles)) }
            hasRows = true
            try pieces.add(renderer.line(cells(row)))
        }
        guard hasRows else {
            return try pieces.add(
                empty.map { renderer.render([.line($0)]) } ?? renderer.head(titles)
            )
        }
        if let footer = footer() { try pieces.add([0x0A] + renderer.render([.line(footer)])) }
    }

    private func writeJSON(_ pieces: inout Pieces) throws {
        let members = [JSONMember("schema", .string(schema)), JSONMember(key, .array([]))]
        // All up to the end of the array, and then what follows it.
        try pieces.add(Array(JSONValue.object(members).bytes.dropLast(2)))
        var isFirst = true
        try rows { row in
            try pieces.add((isFirst ? [] : [UInt8(ascii: ",")]) + object(row).bytes)
            isFirst = false
        }
        try pieces.add(Array("]}\n".utf8))
    }

    /// The cells of rows that were measured, as long as they are not too many to be held.
    private struct KeptCells {
        /// How many bytes they may take.
        let room: Int
        private var texts = TextList()
        private var size = 0
        private(set) var isEmpty = true

        /// Whether no row was too many.
        var areAll: Bool { size <= room }

        init(room: Int) { self.room = room }

        mutating func add(_ cells: [String]) {
            isEmpty = false
            guard areAll else { return }
            size += cells.reduce(0) { $0 + $1.utf8.count + MemoryLayout<UInt32>.size }
            guard areAll else {
                texts = TextList()
                return
            }
            for cell in cells { _ = texts.add(cell.utf8Span.span) }
        }

        func forEach(of columns: Int, _ body: ([String]) throws -> Void) throws {
            for start in stride(from: 0, to: texts.count, by: columns) {
                try body((start..<start + columns).map { texts[UInt32($0)].text })
            }
        }
    }

    /// Puts small pieces together to larger ones.
    private struct Pieces {
        private static var size: Int { 1 << 16 }

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
