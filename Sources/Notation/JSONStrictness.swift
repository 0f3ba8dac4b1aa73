/// How much a reader refuses beyond what RFC 8259 forbids.
public enum JSONStrictness: Sendable {
    /// Exactly the grammar of RFC 8259: duplicate keys and lone surrogates pass.
    case standard
    /// The grammar, and what readers disagree about is refused: duplicate keys, lone surrogates.
    case unambiguous
}
