/// A piece of a programme file as it was written: its scalars raw, each with its line.
public struct ProgrammeNode: Sendable {
    /// What it is.
    public enum Content: Sendable {
        /// One value, as written.
        case scalar(String)
        /// Several, in their order.
        case list([ProgrammeNode])
        /// Names and what stands under them, in their order.
        case map([Entry])
    }

    /// A name and what stands under it.
    public struct Entry: Sendable {
        /// The name.
        public let key: String
        /// The line of the name, from 1.
        public let line: Int
        /// What stands under it.
        public let value: ProgrammeNode

        /// Joins the three.
        public init(key: String, line: Int, value: ProgrammeNode) {
            self.key = key
            self.line = line
            self.value = value
        }
    }

    /// What it is.
    public let content: Content
    /// The line that it begins on, from 1.
    public let line: Int

    /// Joins the two.
    public init(_ content: Content, line: Int) {
        self.content = content
        self.line = line
    }
}

/// Why a programme file is refused.
public struct ProgrammeFault: Error, Equatable, Sendable {
    /// What is wrong, with what is allowed there.
    public let problem: String
    /// The line, from 1; 0 for the file as a whole.
    public let line: Int

    /// Notes a fault.
    public init(_ problem: String, line: Int) {
        self.problem = problem
        self.line = line
    }
}
