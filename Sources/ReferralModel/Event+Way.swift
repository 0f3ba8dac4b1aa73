public import Notation

extension Event {
    /// The stage that an event on the path left, and the stage or outcome that it led to; `nil` for
    /// a submission, a reopening, and what moves nothing.
    public var way: (from: Verbatim, to: Verbatim)? {
        switch payload {
        case .routed(let routed): (routed.was, routed.stage)
        case .moved(let moved): (moved.was, moved.stage)
        case .closed(let closed): (closed.was, closed.outcome)
        default: nil
        }
    }
}
