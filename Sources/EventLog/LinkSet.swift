public import Notation

/// How the lines of a log hang together, kept up while they go by in any order, once each.
///
/// Only lines that none has named are held, and names that met none of these: a line is dropped as
/// soon as one names it.
public struct LinkSet: Sendable {
    /// The lines that none after them has named so far, but for the last.
    private var open: [Digest: ULID] = [:]
    /// The line that went by last: mostly the next one names it.
    private var last: (hash: Digest, id: ULID)?
    /// The names that met no line among those, each with the first by id that gives it.
    private var unmet: [Digest: ULID] = [:]
    /// How many lines name none.
    private var foundings = 0
    /// Whether a line names one that sorts after it.
    private var hasDisorder = false

    /// Begins with no lines.
    public init() {}

    /// Takes a line by its hash and what it names.
    public mutating func take(_ hash: Digest, _ id: ULID, naming names: LineFormat.Names) {
        switch names {
        case .one(let name): take(name, namedBy: id)
        case .several(let names):
            for name in names { take(name, namedBy: id) }
            if names.isEmpty { foundings += 1 }
        case .founding: foundings += 1
        }
        if let last { open[last.hash] = last.id }
        last = (hash, id)
    }

    private mutating func take(_ name: Digest, namedBy id: ULID) {
        let named: ULID?
        if let last, last.hash == name {
            named = last.id
            self.last = nil
        } else {
            named = open.removeValue(forKey: name)
        }
        if let named {
            if named >= id { hasDisorder = true }
        } else {
            unmet[name] = min(unmet[name] ?? id, id)
        }
    }

    /// Takes what other lines came to.
    public mutating func join(_ other: LinkSet) {
        for line in [last, other.last] {
            if let line { open[line.hash] = line.id }
        }
        last = nil
        open.merge(other.open) { one, _ in one }
        unmet.merge(other.unmet) { min($0, $1) }
        foundings += other.foundings
        hasDisorder = hasDisorder || other.hasDisorder
    }

    /// The lines that none names, sorted.
    public var heads: [Digest] {
        let all = open.keys + (last.map { [$0.hash] } ?? [])
        return all.filter { unmet[$0] == nil }.sorted()
    }

    /// Whether one line founds the log, and every name is that of a line with an earlier id.
    ///
    /// - `runs`: The ids and the hashes of all lines.
    public func isSound(among runs: some Sequence<([ULID], [Digest])>) -> Bool {
        guard foundings == 1, !hasDisorder else { return false }
        // Most lines are told by their first bits to be none of the few that are sought.
        let bits = 14
        var isSought = Array(repeating: false, count: 1 << bits)
        for name in unmet.keys { isSought[Int(name.prefix(bits: bits))] = true }
        var met = 0
        for (ids, hashes) in runs {
            for (id, hash) in zip(ids, hashes) where isSought[Int(hash.prefix(bits: bits))] {
                guard let first = unmet[hash] else { continue }
                guard id < first else { return false }
                met += 1
            }
        }
        return met == unmet.count
    }
}
