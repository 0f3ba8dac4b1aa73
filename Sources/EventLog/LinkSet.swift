import Notation

/// How the lines of a log hang together, kept up while they go by in any order, once each.
///
/// Only lines that none has named are held, and names that met none of these: a line is dropped as
/// soon as one names it.
struct LinkSet: Sendable {
    /// The lines that none has named so far, but for the last.
    private var open: [Digest: ULID] = [:]
    /// The line that went by last, if none has named it: mostly the next one does.
    private var last: (hash: Digest, id: ULID)?
    /// The names that met no line among those, each with the first by id that gives it.
    private var unmet: [Digest: ULID] = [:]
    /// A mark for the first bits of each of these, so that most lines need not be sought among them.
    private var marks = Array(repeating: false, count: 1 << markBits)
    /// How many lines name none, not even an empty list.
    private var foundings = 0
    /// Whether a line names one that sorts after it.
    private var hasDisorder = false

    private static let markBits = 14

    /// Takes a line by its hash and what it names.
    mutating func take(_ hash: Digest, _ id: ULID, naming names: LineFormat.Names) {
        switch names {
        case .one(let name): take(name, namedBy: id)
        case .several(let names): for name in names { take(name, namedBy: id) }
        case .founding: foundings += 1
        }
        if let last { open[last.hash] = last.id }
        last = unmet(hash) == nil ? (hash, id) : nil
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
            marks[Self.mark(name)] = true
        }
    }

    /// The first by id of the lines that name this one, if it was not met before.
    private func unmet(_ hash: Digest) -> ULID? {
        marks[Self.mark(hash)] ? unmet[hash] : nil
    }

    private static func mark(_ hash: Digest) -> Int { Int(hash.prefix(bits: markBits)) }

    /// Takes what other lines came to.
    mutating func join(_ other: LinkSet) {
        open.merge(other.open) { one, _ in one }
        if let last = other.last { open[last.hash] = last.id }
        if let last { open[last.hash] = last.id }
        last = nil
        unmet.merge(other.unmet) { min($0, $1) }
        for name in unmet.keys {
            open[name] = nil
            marks[Self.mark(name)] = true
        }
        foundings += other.foundings
        hasDisorder = hasDisorder || other.hasDisorder
    }

    /// The lines that none names, sorted.
    var heads: [Digest] { (open.keys + (last.map { [$0.hash] } ?? [])).sorted() }

    /// Whether one line founds the log, and every name is that of a line with an earlier id.
    ///
    /// - `runs`: The ids and the hashes of all lines.
    func isSound(among runs: some Sequence<([ULID], [Digest])>) -> Bool {
        guard foundings == 1, !hasDisorder else { return false }
        var met = 0
        for (ids, hashes) in runs {
            for (id, hash) in zip(ids, hashes) {
                guard let first = unmet(hash) else { continue }
                guard id < first else { return false }
                met += 1
            }
        }
        return met == unmet.count
    }
}
