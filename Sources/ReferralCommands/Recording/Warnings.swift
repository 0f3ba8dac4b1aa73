import EventLog
import Notation

/// Words of warning for people, kept until what they are about is on disk; there may be many.
struct Warnings {
    private let spool: Spool
    private var saidOnce: Set<String> = []
    /// The line of a batch that they are about.
    var line: Int?

    /// Begins with none.
    ///
    /// - `spool`: Where they go, a line each.
    init(into spool: Spool) { self.spool = spool }

    /// Adds one.
    mutating func add(_ warning: String) {
        let place = line.map { "line \($0): " } ?? ""
        spool.append(Array((place + DisplayWidth.inert(warning) + "\n").utf8))
    }

    /// Adds one, unless it was added so before.
    mutating func addOnce(_ warning: String) {
        if saidOnce.insert(warning).inserted { add(warning) }
    }

    /// Says them all.
    func say(in invocation: Invocation) {
        spool.forEachLine { invocation.warn(String(decoding: $0, as: UTF8.self)) }
    }
}
