import Notation

/// How the lines of a log hang together, kept up while they go by in any order, once each.
///
/// Only lines that none has named are held, and names that met none of these: a line is dropped as
/// soon as one names it.
struct LinkSet: Sendable {
    /// The lines that none has named so far.
    private var open: [Digest: ULID] = [:]
    /// The names that met no line among those, each with the first by id that gives it.
    private var unmet: [Digest: ULID] = [:]
    /// How many lines name none, not even an empty list.
    private var foundings = 0
    /// Whether a line names one that sorts after it.
    private var hasDisorder = false

    /// Takes a line by its hash and what it names; `nil` where it has no `prev`.
    mutating func take(_ hash: Digest, _ id: ULID, naming names: [Digest]?) {
        if names == nil { foundings += 1 }
        for name in names ?? [] {
            guard let named = open.removeValue(forKey: name) else {
                unmet[name] = min(unmet[name] ?? id, id)
                continue
            }
            if named >= id { hasDisorder = true }
        }
        if unmet[hash] == nil { open[hash] = id }
    }

    /// Takes what other lines came to.
    mutating func join(_ other: LinkSet) {
        open.merge(other.open) { one, _ in one }
        unmet.merge(other.unmet) { min($0, $1) }
        for name in unmet.keys { open[name] = nil }
        foundings += other.foundings
        hasDisorder = hasDisorder || other.hasDisorder
    }

    /// The lines that none names, sorted.
    var heads: [Digest] { open.keys.sorted() }

    /// Whether one line founds the log, and every name is that of a line with an earlier id.
    ///
    /// - `runs`: The ids and the hashes of all lines.
    func isSound(among runs: [(ids: [ULID], hashes: [Digest])]) -> Bool {
        guard foundings == 1, !hasDisorder else { return false }
        var met = 0
        for run in runs {
            for (id, hash) in zip(run.ids, run.hashes) {
                guard let first = unmet[hash] else { continue }
                guard id < first else { return false }
                met += 1
            }
        }
        return met == unmet.count
    }
}
