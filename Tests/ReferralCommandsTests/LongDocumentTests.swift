import Notation
import Rendering
import Testing

@Suite struct LongDocumentTests {
    private static let columns = ["line", "ref", "message"]
    private static let titles: [Table.Column] = [
        .init("Line", isNumeric: true), .init("Ref"), .init("Message", wraps: true),
    ]

    private static func rows(_ count: Int) -> [[JSONMember]] {
        (0..<count).map { number in
            [
                JSONMember("line", .integer(number * 97)),
                JSONMember("ref", number % 3 == 0 ? .null : .string("R-\(number)")),
                JSONMember(
                    "message",
                    .string("é, \"日本\"\t| \(String(repeating: "a ", count: number))")
                ),
            ]
        }
    }

    private static func cells(_ row: [JSONMember]) -> [String] {
        row.map { $0.value.text ?? String(decoding: $0.value.bytes, as: UTF8.self) }
    }

    @Test(arguments: OutputFormat.allCases)
    func `rows that go by look as they do together`(format: OutputFormat) throws {
        for count in [0, 1, 2, 40] {
            let rows = Self.rows(count)
            let whole = Document(
                schema: "a/1",
                members: [JSONMember("rows", .array(rows.map { .object($0) }))],
                columns: Self.columns,
                rows: rows,
                blocks: [.table(Table(Self.titles, rows.map(Self.cells)))]
            )
            let told = Document(
                schema: "a/1",
                members: [JSONMember("rows", .array(rows.map { .object($0) }))],
                columns: Self.columns,
                rows: rows,
                blocks: rows.isEmpty
                    ? [.line("no rows")] : whole.blocks + [.line("\(count) rows")]
            )
            let long = { (empty: String?, footer: String?) in
                LongDocument(
                    schema: "a/1",
                    key: "rows",
                    columns: Self.columns,
                    titles: Self.titles,
                    members: { $0 },
                    cells: Self.cells,
                    empty: empty,
                    footer: { footer },
                    rows: { visit in for row in rows { try visit(row) } }
                )
            }
            let all = [(whole, long(nil, nil)), (told, long("no rows", "\(count) rows"))]
            for (together, apart) in all {
                for width in [nil, 30, 80] {
                    var bytes: [UInt8] = []
                    try apart.render(as: format, width: width, styled: true) { bytes += $0 }
                    #expect(bytes == together.rendered(as: format, width: width, styled: true))
                }
            }
        }
    }

    @Test func `rows that are too many to be held go by twice`() throws {
        let rows = (0..<40).map { ["\($0)", String(repeating: "long ", count: $0)] }
        let titles: [Table.Column] = [.init("Line", isNumeric: true), .init("Text")]
        var passes = 0
        let long = LongDocument<[String]>(
            schema: "a/1",
            key: "rows",
            columns: [],
            titles: titles,
            members: { _ in [] },
            cells: { $0 },
            rows: { visit in
                passes += 1
                for row in rows { try visit(row) }
            }
        )
        var bytes: [UInt8] = []
        try long.render(as: .text, width: 40, holding: 1000) { bytes += $0 }
        let whole = Document(schema: "a/1", blocks: [.table(Table(titles, rows))])
        #expect(bytes == whole.rendered(as: .text, width: 40))
        #expect(passes == 2)
        try long.render(as: .text, width: 40) { _ in }
        #expect(passes == 3)
    }
}
