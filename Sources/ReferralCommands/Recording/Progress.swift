import Notation

/// How far a long batch is, shown on standard error where that is a terminal.
///
/// Nothing is shown in the first two seconds; after that a few times a second.
struct Progress {
    private let invocation: Invocation
    private let total: Int
    private let began: Instant
    private var shown: Instant?

    init(_ invocation: Invocation, total: Int) {
        self.invocation = invocation
        self.total = total
        began = invocation.clock()
    }

    /// Notes that so many lines are done.
    mutating func reach(_ count: Int) {
        guard invocation.errorIsTerminal, count % 64 == 0 else { return }
        let now = invocation.clock()
        guard now.milliseconds - began.milliseconds >= 2000 else { return }
        if let shown, now.milliseconds - shown.milliseconds < 250 { return }
        shown = now
        invocation.error(Array("\rreferral: \(count) of \(total) lines".utf8))
    }

    /// Takes the line away.
    mutating func end() {
        guard shown != nil else { return }
        invocation.error(Array("\r\u{1B}[K".utf8))
        shown = nil
    }
}
