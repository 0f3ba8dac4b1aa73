import Notation

/// The rows of a snapshot while it is made.
struct SnapshotTable {
    private struct Line {
        let key: UInt64
        /// The order of lines under one key.
        let order: Int
        let place: UInt64
    }

    private struct Word: Hashable, Comparable {
        let word: UInt64
        let key: UInt64

        static func < (one: Word, other: Word) -> Bool {
            (one.word, one.key) < (other.word, other.key)
        }
    }

    private var lines: [Line] = []
    private var words: [Word] = []
    private var general: [UInt64] = []

    /// Takes over what an older snapshot has.
    ///
    /// - `numbers`: The numbers of the files now, by their names.
    mutating func take(
        _ old: Snapshot,
        _ numbers: [String: Int]
    ) throws(PagedBytes.Damage) {
        let files = old.mark.files.map { numbers[old.mark.name($0)] ?? 0 }
        let moved = { (place: LinePlace) throws(PagedBytes.Damage) in
            guard files.indices.contains(place.file) else { throw PagedBytes.Damage() }
            return LinePlace(file: files[place.file], offset: place.offset).packed
        }
        try old.forEachLine { key, place throws(PagedBytes.Damage) in
            lines.append(Line(key: key, order: lines.count, place: try moved(place)))
        }
        try old.forEachWord { words.append(Word(word: $0, key: $1)) }
        for place in try old.generalPlaces() { general.append(try moved(place)) }
    }

    /// Adds lines, whose ids are after all others.
    mutating func take(_ log: Log<Filing>, _ numbers: [String: Int]) {
        let files = log.files.map { numbers[$0.name] ?? 0 }
        for entry in log.entries {
            let place = LinePlace(file: files[entry.file], offset: entry.range.lowerBound).packed
            guard let key = entry.record.key else {
                general.append(place)
                continue
            }
            lines.append(Line(key: key, order: lines.count, place: place))
            for word in entry.record.words { words.append(Word(word: word, key: key)) }
        }
    }

    /// Adds every line of a log.
    mutating func take(_ scan: LogScan<FilingTaker>) {
        var all: [FilingTaker.Line] = []
        all.reserveCapacity(scan.count)
        for taker in scan.takers { all += taker.lines }
        if !zip(all, all.dropFirst()).allSatisfy({ $0.id < $1.id }) { all.sort { $0.id < $1.id } }
        lines.reserveCapacity(all.count)
        for line in all {
            if let key = line.key {
                lines.append(Line(key: key, order: lines.count, place: line.place))
            } else {
                general.append(line.place)
            }
        }
        for taker in scan.takers {
            for name in taker.words { words.append(Word(word: name.word, key: name.key)) }
        }
    }

    /// The content of a snapshot: see ``Snapshot``.
    mutating func content(_ mark: LogMark) -> [UInt8] {
        lines.sort { ($0.key, $0.order) < ($1.key, $1.order) }
        words.sort()
        var keys: [(key: UInt64, first: Int, count: Int)] = []
        for (index, line) in lines.enumerated() {
            if keys.last?.key != line.key { keys.append((line.key, index, 0)) }
            keys[keys.count - 1].count += 1
        }
        var rows: [Word] = []
        for word in words where rows.last != word { rows.append(word) }
        let end = mark.bytes
        var content: [UInt8] = []
        content.reserveCapacity(128 + 16 * (keys.count + rows.count) + 8 * lines.count + end.count)
        content.append(word: UInt64(Snapshot.edition))
        var offset = Snapshot.headerSize
        for (count, size) in [
            (keys.count, 16), (lines.count, 8), (rows.count, 16), (general.count, 8),
        ] {
            // Rows of 16 bytes begin at multiples of 16, so that none straddles two pages.
            offset = (offset + 15) / 16 * 16
            content.append(word: UInt64(offset))
            content.append(word: UInt64(count))
            offset += count * size
        }
        content.append(word: UInt64(end.count))
        for key in keys {
            content.append(word: key.key)
            content.append(word: UInt64(key.first) << 32 | UInt64(key.count))
        }
        for line in lines { content.append(word: line.place) }
        if lines.count % 2 == 1 { content.append(word: 0) }
        for row in rows {
            content.append(word: row.word)
            content.append(word: row.key)
        }
        for place in general { content.append(word: place) }
        content += end
        return content
    }
}
