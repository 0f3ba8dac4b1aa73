public import Notation

/// An answer before it has a look: the machine's shape of it, and what people read.
public struct Document: Sendable {
    /// A piece of what people read.
    public enum Block: Sendable {
        /// A title; a lesser one from level 2.
        case heading(String, level: Int)
        /// One line of text.
        case line(String)
        /// A line of words to be typed.
        case command(String)
        /// Names with values, one a line.
        case facts([(name: String, value: String)])
        /// Rows under titles.
        case table(Table)
    }

    /// The name under `schema`, such as `referral.status/1`.
    public let schema: String
    /// The columns of `csv` and `tsv`, in their order.
    public let columns: [String]
    private let laidOut: Layouts

    /// The forms of a document, each laid out when it is asked for.
    private struct Layouts: Sendable {
        let members: @Sendable () -> [JSONMember]
        let rows: @Sendable () -> [[JSONMember]]
        let blocks: @Sendable () -> [Block]
    }

    /// The members of the `json` document after `schema`.
    public var members: [JSONMember] { laidOut.members() }

    /// The rows of `ndjson`, `csv` and `tsv`: one JSON object each.
    public var rows: [[JSONMember]] { laidOut.rows() }

    /// What people read.
    public var blocks: [Block] { laidOut.blocks() }

    /// Puts a document together.
    public init(
        schema: String,
        members: [JSONMember] = [],
        columns: [String] = [],
        rows: [[JSONMember]] = [],
        blocks: [Block] = []
    ) {
        self.init(
            schema: schema,
            columns: columns,
            members: { members },
            rows: { rows },
            blocks: { blocks }
        )
    }

    /// Puts a document together of which only the form is laid out that is asked for.
    public init(
        schema: String,
        columns: [String],
        members: @escaping @Sendable () -> [JSONMember],
        rows: @escaping @Sendable () -> [[JSONMember]],
        blocks: @escaping @Sendable () -> [Block]
    ) {
        self.schema = schema
        self.columns = columns
        laidOut = Layouts(members: members, rows: rows, blocks: blocks)
    }
}
