public import Notation

extension Log {
    /// Puts a log together of the lines that were found in files.
    ///
    /// - `found`, `links`: One of each for every line that is an event, in the order of files and
    ///   lines.
    init(_ files: [SegmentFile], _ found: [Entry], _ links: [Link], _ damage: [LogFault]) {
        var named: Set<Digest> = []
        var ids: [ULID] = []
        ids.reserveCapacity(links.count)
        for link in links {
            ids.append(link.id)
            if let prev = link.prev { named.formUnion(prev) }
        }
        var heads: Set<Digest> = []
        for link in links where !named.contains(link.hash) { heads.insert(link.hash) }
        let inOrder = zip(ids, ids.dropFirst()).allSatisfy(<)
        var damage = damage
        var entries = found
        if !inOrder {
            let winners = Self.winners(files, found, links, ids, named, &damage)
            entries = winners.map { found[$0] }
            // A copy that does not count is no head: nobody should name it, and so make it count. What
            // only such a copy names is one.
            heads = Set(winners.map { links[$0].hash })
            for winner in winners { heads.subtract(links[winner].prev ?? []) }
        }
        self.init(
            files: files,
            entries: entries,
            damage: damage,
            heads: heads.sorted(),
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
        _ links: [Link],
        _ ids: [ULID],
        _ named: Set<Digest>,
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
        _ links: [Link],
        _ named: Set<Digest>,
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
