/// The terminal that standard output is, where it is one.
public struct Terminal: Sendable {
    /// How many columns it has.
    public let columns: Int
    /// How many lines it has.
    public let lines: Int
    /// Shows text a page at a time by a command of the shell; `false` where that cannot be run.
    public let page: @Sendable (_ command: String, _ text: [UInt8]) -> Bool

    /// Describes a terminal.
    public init(
        columns: Int,
        lines: Int,
        page: @escaping @Sendable (_ command: String, _ text: [UInt8]) -> Bool
    ) {
        self.columns = columns
        self.lines = lines
        self.page = page
    }
}
