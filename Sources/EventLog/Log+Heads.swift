public import Notation

extension Log {
    /// What is behind some heads: the lines that they name, directly or not, and they themselves.
    public struct Past: Sendable {
        /// The heads that no line here has.
        public let missing: [Digest]
        /// How many events are behind the heads that are here.
        public let count: Int
        /// The events that sort before the newest of the heads and are not behind them: merged
        /// late, or inserted.
        public let late: [ULID]
    }

    /// The hashes of all lines behind some heads, and the heads that no line has.
    func reached(from heads: [Digest]) -> (hashes: Set<Digest>, missing: [Digest]) {
        var places: [Digest: Int] = [:]
        for (place, link) in links.enumerated() { places[link.hash] = place }
        var reached = Set(heads.filter { places[$0] != nil })
        var open = Array(reached)
        while let next = open.popLast() {
            guard let place = places[next] else { continue }
            for hash in links[place].prev ?? [] where reached.insert(hash).inserted {
                open.append(hash)
            }
        }
        return (reached, heads.filter { places[$0] == nil })
    }

    /// Looks at what is behind some heads that somebody noted.
    public func past(of heads: [Digest]) -> Past {
        let (hashes, missing) = reached(from: heads)
        let noted = Set(heads)
        let newest = links.lazy.filter { noted.contains($0.hash) }.map(\.id).max()
        let behind = Set(links.lazy.filter { hashes.contains($0.hash) }.map(\.id))
        let late = entries.map(\.id).filter { id in
            newest.map { id < $0 } == true && !behind.contains(id)
        }
        return Past(missing: missing, count: behind.count, late: late)
    }
}
