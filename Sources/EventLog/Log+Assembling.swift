public import Notation

extension Log {
    /// Puts a log together of the lines that were found in files.
    ///
    /// - `found`, `links`: One of each for every line that is an event, in the order of files and
    ///   lines.
    init(_ files: [SegmentFile], _ found: [Entry], _ links: [LogLink], _ damage: [LogFault]) {
        let named = links.named
        let ids = links.map(\.id)
        let inOrder = zip(ids, ids.dropFirst()).allSatisfy(<)
        var damage = damage
        var (entries, heads) = (found, links.heads(besides: named))
        if !inOrder {
            let winners = Self.winners(files, found, links, ids, named, &damage)
            entries = winners.map { found[$0] }
            // A copy that does not count is no head: nobody should name it, and so make it count. What
            // only such a copy names is one.
            let counted = winners.map { links[$0] }
            heads = counted.heads(besides: counted.named)
        }
        self.init(
            files: files,
            entries: entries,
            damage: damage,
            heads: heads,
            found: found,
            links: links
        )
    }

    /// The log as it was known earlier, from the same files.
    ///
    /// - Returns: `nil` and the first head that no line has, where one is missing.
    public func restricted(to known: Known) -> (log: Log?, missing: Digest?) {
        let isKept: (Int) -> Bool
        switch known {
        case .all: return (self, nil)
        case .recorded(let instant): isKept = { links[$0].id.time <= instant }
        case .behind(let heads):
            let (reached, missing) = reached(from: heads)
            if let head = missing.first { return (nil, head) }
            isKept = { reached.contains(links[$0].hash) }
        }
        let kept = links.indices.filter(isKept)
        return (Log(files, kept.map { found[$0] }, kept.map { links[$0] }, []), nil)
    }

    /// The lines that count, in the order of ids, one of each; of altered copies the one that others name.
    private static func winners(
        _ files: [SegmentFile],
        _ found: [Entry],
        _ links: [LogLink],
        _ ids: [ULID],
        _ named: DigestSet,
        _ damage: inout [LogFault]
    ) -> [Int] {
        let order = ids.indices.sorted { (ids[$0], $0) < (ids[$1], $1) }
        var winners: [Int] = []
        winners.reserveCapacity(order.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, ids[order[end]] == ids[order[start]] { end += 1 }
            let copies = order[start..<end]
            let winner =
                copies.count == 1
                ? copies[start]
                : settle(Array(copies), files, found, links, named, &damage)
            winners.append(winner)
            start = end
        }
        return winners
    }

    /// Which of the lines with one id counts: by bytes the first of those named, else of all.
    private static func settle(
        _ copies: [Int],
        _ files: [SegmentFile],
        _ found: [Entry],
        _ links: [LogLink],
        _ named: DigestSet,
        _ damage: inout [LogFault]
    ) -> Int {
        let first = copies[0]
        let differing = copies.filter { links[$0].hash != links[first].hash }
        guard !differing.isEmpty else { return first }
        let known = copies.filter { named.contains(links[$0].hash) }
        let candidates = known.isEmpty ? copies : known
        let bytes = { (copy: Int) in files[found[copy].file].bytes[found[copy].range] }
        let winner =
            candidates.min { bytes($0).lexicographicallyPrecedes(bytes($1)) } ?? first
        // Where none is named any of them may be the true one.
        for copy in copies where known.isEmpty || links[copy].hash != links[winner].hash {
            damage.append(
                LogFault(
                    file: files[found[copy].file].name,
                    line: found[copy].line,
                    column: 1,
                    kind: .altered,
                    detail: "another line has the id \(found[copy].id) and other bytes"
                )
            )
        }
        return winner
    }
}

extension [LogLink] {
    /// The hashes that these lines name.
    var named: DigestSet {
        var named = DigestSet()
        for link in self { for hash in link.prev ?? [] { named.insert(hash) } }
        return named
    }

    /// The hashes of those of these lines that none names, sorted.
    fileprivate func heads(besides named: DigestSet) -> [Digest] {
        var heads = DigestSet()
        for link in self where !named.contains(link.hash) { heads.insert(link.hash) }
        return heads.digests.sorted()
    }
}
