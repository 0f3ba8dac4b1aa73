import EventLog
import Notation

/// Lines of `people.jsonl` that are at hand, found by words: see ``PeopleRecord/words``.
///
/// What is held of each, beside its bytes, is some thirty bytes a word.
final class PeopleLines: Sendable {
    /// The lines, in their order.
    let spool: Spool
    private let places = Shared(Postings())

    /// Begins with no lines.
    ///
    /// - `spool`: Where lines go.
    init(into spool: Spool) { self.spool = spool }

    /// Takes the lines of a file, or of a part of one.
    convenience init(_ bytes: [UInt8]) {
        self.init(into: Spool(holding: bytes))
        let span = bytes.span
        places.change { places in
            var index = LineIndex()
            var start = 0
            while start < span.count {
                let end = span.first(0x0A, from: start)
                if let record = PeopleRecord(span.extracting(start..<end), &index) {
                    places.add(UInt64(start), of: record)
                }
                start = end + 1
            }
        }
    }

    /// Adds a line, its end with it, which says what a record says.
    func add(_ line: [UInt8], saying record: PeopleRecord) {
        let place = UInt64(spool.append(line))
        places.change { $0.add(place, of: record) }
    }

    /// Adds what the lines found under some words say; those of other words perhaps among them.
    func find(under words: [String], into records: inout PeopleRecords) {
        let found = places.change { places in
            words.flatMap { places.numbers(under: Fingerprint.of($0)) }
        }
        take(found, into: &records)
    }

    /// What the lines say under words that lead to several.
    var repeated: PeopleRecords {
        var records = PeopleRecords()
        take(places.value.repeated.flatMap(\.self), into: &records)
        return records
    }

    private func take(_ places: [UInt64], into records: inout PeopleRecords) {
        guard !places.isEmpty else { return }
        var index = LineIndex()
        for place in Set(places).sorted() {
            if let line = spool.line(at: Int(place)) { records.take(line.span, &index) }
        }
    }
}

extension Postings {
    fileprivate mutating func add(_ place: UInt64, of record: PeopleRecord) {
        for word in record.words { add(place, under: Fingerprint.of(word)) }
    }
}
