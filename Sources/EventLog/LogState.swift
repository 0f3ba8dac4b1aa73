public import Notation

/// A log as a writer finds it.
public protocol LogState {
    /// Whether lines here have all of these hashes.
    func holds(all hashes: Set<Digest>) -> Bool
}

extension LogState {
    /// Whether a line here has a hash.
    public func holds(_ hash: Digest) -> Bool { holds(all: [hash]) }
}

extension Log: LogState {
    /// Whether lines here have all of these hashes.
    public func holds(all hashes: Set<Digest>) -> Bool {
        var missing = hashes
        for link in links where !missing.isEmpty { missing.remove(link.hash) }
        return missing.isEmpty
    }
}
