public import Notation

/// Which events are taken as known: all, or those of an earlier state of knowledge.
public enum Known: Sendable, Equatable {
    /// All that the files hold.
    case all
    /// These heads and all that is behind them.
    case behind([Digest])
    /// Those whose ids say that they were recorded by then.
    case recorded(by: Instant)
}
