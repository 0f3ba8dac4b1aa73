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
    /// The members of the `json` document after `schema`.
    public var members: [JSONMember]
    /// The columns of `csv` and `tsv`, in their order.
    public var columns: [String]
    /// The rows of `ndjson`, `csv` and `tsv`: one JSON object each.
    public var rows: [[JSONMember]]
    /// What people read.
    public var blocks: [Block]

    /// Puts a document together.
    public init(
        schema: String,
        members: [JSONMember] = [],
        columns: [String] = [],
        rows: [[JSONMember]] = [],
        blocks: [Block] = []
    ) {
        self.schema = schema
        self.members = members
        self.columns = columns
        self.rows = rows
        self.blocks = blocks
    }
}
