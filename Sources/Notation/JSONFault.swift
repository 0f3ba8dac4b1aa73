/// A place where bytes stop being JSON as RFC 8259 has it.
public struct JSONFault: Error, Equatable, Sendable {
    /// What was found, in words that complete "line 3, column 7: …".
    public let problem: String
    /// The byte offset of the first byte that cannot be read.
    public let offset: Int

    /// Notes a fault at a byte offset from the start of the document.
    public init(_ problem: String, at offset: Int) {
        self.problem = problem
        self.offset = offset
    }
}
