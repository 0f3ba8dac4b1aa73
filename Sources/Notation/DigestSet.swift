/// Digests of which each is here once, found by their own bits.
///
/// Complexity: O(1) on average to add one and to look for one.
public struct DigestSet: Sendable {
    /// The digests in the order in which they were added.
    public private(set) var digests: [Digest] = []
    private var slots = Slots()

    /// Begins with none.
    public init() {}

    /// Begins with some.
    public init(_ digests: [Digest]) { for digest in digests { insert(digest) } }

    /// Adds a digest; says whether it was not here.
    @discardableResult
    public mutating func insert(_ digest: Digest) -> Bool {
        guard !contains(digest) else { return false }
        digests.append(digest)
        let all = digests
        slots.add { all[$0].prefix(bits: 64) }
        return true
    }

    /// Whether a digest is here.
    public func contains(_ digest: Digest) -> Bool {
        slots.find(digest.prefix(bits: 64)) { digests[$0] == digest } != nil
    }
}
