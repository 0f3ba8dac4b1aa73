/// A place where bytes stop being CSV as RFC 4180 has it.
public struct CSVFault: Error, Equatable, Sendable {
    /// What was found.
    public let problem: String
    /// The line, from 1, on which the record begins.
    public let line: Int
}
