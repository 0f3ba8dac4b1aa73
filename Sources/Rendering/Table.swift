/// Rows under titles.
public struct Table: Sendable {
    /// One column.
    public struct Column: Sendable {
        /// Its title.
        public let title: String
        /// Whether it holds numbers, which stand at the right.
        public let isNumeric: Bool

        /// A column of text, or of numbers.
        public init(_ title: String, isNumeric: Bool = false) {
            self.title = title
            self.isNumeric = isNumeric
        }
    }

    /// The columns.
    public let columns: [Column]
    /// The rows; each has a cell for every column.
    public let rows: [[String]]

    /// Puts a table together.
    public init(_ columns: [Column], _ rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }
}
