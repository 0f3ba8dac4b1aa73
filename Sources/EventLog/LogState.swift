public import Notation

/// A log as a writer finds it.
public protocol LogState {
    /// Whether lines here have all of these hashes.
    func holds(all hashes: [Digest]) -> Bool
}

extension LogState {
    /// Whether a line here has a hash.
    public func holds(_ hash: Digest) -> Bool { holds(all: [hash]) }
}

extension Log: LogState {
    /// Whether lines here have all of these hashes.
    public func holds(all hashes: [Digest]) -> Bool {
        guard !hashes.isEmpty else { return true }
        let sought = DigestSet(hashes)
        var met = DigestSet()
        for link in links where sought.contains(link.hash) { met.insert(link.hash) }
        return met.digests.count == sought.digests.count
    }
}
