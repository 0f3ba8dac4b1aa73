/// The forms that an answer can be written in.
public enum OutputFormat: String, Sendable, CaseIterable {
    /// For people, on a terminal.
    case text
    /// One JSON document.
    case json
    /// One JSON object a row.
    case ndjson
    /// Comma-separated values.
    case csv
    /// Tab-separated values.
    case tsv
    /// Markdown.
    case markdown

    /// Whether people read it, so that names and private texts are joined in.
    public var isForPeople: Bool { self == .text || self == .markdown }
}
