/// Text that is compared by its bytes, never by Unicode equivalence.
///
/// `String` takes composed and decomposed letters for equal, so that two clones with different
/// key boards would merge what the log keeps apart; names and values of the log are verbatim.
public struct Verbatim: Hashable, Comparable, Sendable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The text.
    public let text: String

    /// Takes any text as it is.
    public init(_ text: String) { self.text = text }

    /// Takes a literal as it is.
    public init(stringLiteral text: String) { self.text = text }

    /// The text.
    public var description: String { text }

    /// Whether there are no bytes.
    public var isEmpty: Bool { text.utf8.isEmpty }

    /// Compares bytes.
    public static func == (one: Verbatim, other: Verbatim) -> Bool {
        one.text.utf8Span.span.equals(other.text.utf8Span.span)
    }

    /// Orders by bytes, which is the order of scalar values.
    public static func < (one: Verbatim, other: Verbatim) -> Bool {
        one.text.utf8Span.span.precedes(other.text.utf8Span.span)
    }

    /// Hashes the text: where the bytes are equal, so are the hashes.
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
