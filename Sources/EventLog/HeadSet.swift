import Notation

/// The lines that none names, kept up while lines go by in any order.
///
/// Only heads are held, and names that have met no line: a line is dropped as soon as one names it.
/// Lines must go by once each.
struct HeadSet: Sendable {
    private var open: Set<Digest> = []
    private var unmet: Set<Digest> = []

    /// Takes a line by its hash and what it names.
    mutating func take(_ hash: Digest, naming names: [Digest]) {
        for name in names where open.remove(name) == nil { unmet.insert(name) }
        if !unmet.contains(hash) { open.insert(hash) }
    }

    /// Takes what other lines came to.
    mutating func join(_ other: HeadSet) {
        open.formUnion(other.open)
        unmet.formUnion(other.unmet)
        open.subtract(unmet)
    }

    /// The heads, sorted.
    var heads: [Digest] { open.sorted() }
}
