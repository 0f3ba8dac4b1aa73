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
}
