/// Rows under titles.
public struct Table: Sendable {
    /// One column.
    public struct Column: Sendable {
        /// Its title.
        public let title: String
        /// Whether it holds numbers, which stand at the right.
        public let isNumeric: Bool
        /// Whether a long text goes on in the next line, where others are cut.
        public let wraps: Bool
        /// Where the table is too wide, columns are left out by this, the highest first; 0 stays.
        public let dispensability: Int

        /// A column of text, or of numbers.
        public init(
            _ title: String,
            isNumeric: Bool = false,
            wraps: Bool = false,
            dispensability: Int = 0
        ) {
            self.title = title
            self.isNumeric = isNumeric
            self.wraps = wraps
            self.dispensability = dispensability
        }
    }

    /// The columns.
    public let columns: [Column]
    /// Whether a line below names the columns that are left out where the table is too wide.
    public let namesLeftOut: Bool
    /// The rows; each has a cell for every column.
    public let rows: [[String]]

    /// Puts a table together.
    public init(_ columns: [Column], _ rows: [[String]], namesLeftOut: Bool = false) {
        self.columns = columns
        self.rows = rows
        self.namesLeftOut = namesLeftOut
    }
}
