import EventLog
import Notation
import Project

/// A batch as it came in, which is gone through as often as the ledger is looked at.
struct Batch {
    private let reader: BatchReader
    private let isTable: Bool
    /// About how many lines there are.
    let lines: Int

    /// Takes everything in, before the ledger is locked.
    ///
    /// - Parameters:
    ///   - invocation: Where it comes from.
    ///   - isTable: Whether it is CSV with a header rather than NDJSON.
    ///   - keys: What a line may have beside the common keys.
    ///   - spool: Where it is put.
    /// - Throws: The call that failed.
    init(_ invocation: Invocation, isTable: Bool, keys: [String], into spool: Spool) throws {
        var lines = 0
        while true {
            let block = try invocation.input()
            if block.isEmpty { break }
            for byte in block where byte == 0x0A { lines += 1 }
            spool.append(block)
        }
        if let fault = spool.fault { throw fault }
        reader = BatchReader(spool, keys: keys)
        self.isTable = isTable
        self.lines = lines
    }

    /// Calls a closure with each line, in order.
    func forEachLine(_ body: (BatchReader.Line) throws -> Void) throws {
        try reader.forEach(csv: isTable, body)
    }
}

/// Reads a batch: NDJSON, or CSV with a header, one recording a line.
struct BatchReader {
    /// A line of a batch, or why it is none.
    struct Line {
        let number: Int
        let content: Result<Words, Failure>
    }

    private let spool: Spool
    private let allowed: Set<String>

    /// - `keys`: What a line may have beside the common keys.
    init(_ spool: Spool, keys: [String]) {
        self.spool = spool
        allowed = Set(Words.common + keys)
    }

    /// Calls a closure with each line, in order.
    func forEach(csv: Bool, _ body: (Line) throws -> Void) throws {
        if csv { try forEachRecord(body) } else { try forEachObject(body) }
        if let fault = spool.fault { throw fault }
    }

    private func forEachObject(_ body: (Line) throws -> Void) throws {
        var number = 0
        try spool.forEachLine { line in
            number += 1
            let hasMark = number == 1 && line.starts(with: [0xEF, 0xBB, 0xBF])
            let object = hasMark ? Array(line.dropFirst(3)) : line
            guard object.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return }
            let content = Result { () throws(Failure) in try words(object) }
            try body(Line(number: number, content: content))
        }
    }

    private func words(_ line: [UInt8]) throws(Failure) -> Words {
        let object: JSONValue
        do {
            object = try JSONValue(parsing: line.span)
        } catch {
            let isTable = !line.contains(UInt8(ascii: "{"))
            throw Failure(
                .badData,
                "not JSON at byte \(error.offset + 1): \(error.problem)"
                    + (isTable ? " (for CSV add --input csv)" : Self.advice(error.problem))
            )
        }
        guard case .object(let members) = object else {
            throw Failure(.badData, "not a JSON object: write {\"key\": \"value\", …}")
        }
        var words = Words()
        for (position, member) in members.enumerated() {
            try check(member.key, "key \(position + 1) of the object")
            switch member.value {
            case .string(let text): try words.set(member.key, to: text)
            case .number(let text): try words.set(member.key, to: text)
            case .bool(let value): try words.set(member.key, to: value ? "true" : "false")
            case .null: continue
            case .object(let changes) where member.key == "set":
                for change in changes { try words.add(change: change.key, try text(change.value)) }
            case .object(let tags) where member.key == "tags":
                for tag in tags {
                    guard let value = tag.value.text else {
                        throw Failure(.badData, "a tag should be a string: quote its value")
                    }
                    try words.add(tag: tag.key, value)
                }
            case .array, .object:
                throw Failure(.badData, "\(member.key) should be one value: write a string")
            }
        }
        return words
    }

    /// A new value of a key; nothing for `null`, which removes it.
    private func text(_ value: JSONValue) throws(Failure) -> String {
        switch value {
        case .string(let text), .number(let text): return text
        case .bool(let value): return value ? "true" : "false"
        case .null: return ""
        case .array, .object:
            throw Failure(.badData, "a value under set should be one value: write a string")
        }
    }

    private func forEachRecord(_ body: (Line) throws -> Void) throws {
        var place = 0
        var reader = CSVReader(blocks: { [spool] in
            let block = spool.block(at: place)
            place += block.count
            return block
        })
        var number = 1
        do {
            if let division = CSVDivision(inFirstLineOf: spool.block(at: 0)) {
                throw Failure(
                    .badData,
                    "the columns are divided by \(division.rawValue): save it with commas"
                )
            }
            guard let header = try reader.next() else { return }
            number = header.line
            // A spreadsheet may write columns and rows that nothing stands in.
            let columns = header.fields.map(\.trimmed)
            for (index, column) in columns.enumerated() where !column.isEmpty {
                try check(column, "column \(index + 1) of the header")
                guard !columns[..<index].contains(column) else {
                    throw Failure(.badData, "two columns are called \(column): keep one")
                }
            }
            while let record = try next(of: &reader, orFault: body) {
                guard !record.fields.allSatisfy(\.trimmed.isEmpty) else { continue }
                let content = Result { () throws(Failure) in
                    guard record.fields.count == columns.count else {
                        throw Failure(
                            .badData,
                            "\(record.fields.count) fields under \(columns.count) columns"
                        )
                    }
                    var words = Words()
                    for (column, field) in zip(columns, record.fields) where !field.isEmpty {
                        if !column.isEmpty {
                            try words.set(column, to: field)
                        } else if !field.trimmed.isEmpty {
                            throw Failure(
                                .badData,
                                "a value stands under a column without a name: name it in the header"
                            )
                        }
                    }
                    return words
                }
                try body(Line(number: record.line, content: content))
            }
        } catch let fault as CSVFault {
            try body(Line(number: fault.line, content: .failure(Self.failure(fault))))
        } catch let failure as Failure {
            try body(Line(number: number, content: .failure(failure)))
        }
    }

    /// The next record that is one; what is none is handed over as such.
    private func next(
        of reader: inout CSVReader,
        orFault body: (Line) throws -> Void
    ) throws -> (line: Int, fields: [String])? {
        while true {
            do throws(CSVFault) {
                return try reader.next()
            } catch {
                try body(Line(number: error.line, content: .failure(Self.failure(error))))
            }
        }
    }

    private static func failure(_ fault: CSVFault) -> Failure {
        Failure(.badData, "not CSV: \(fault.problem)\(advice(fault.problem))")
    }

    /// What to do about bytes that are not text.
    private static func advice(_ problem: String) -> String {
        problem == "not UTF-8" ? ", as a spreadsheet may save it: save it as UTF-8" : ""
    }

    /// Refuses a key that there is not; one that is not nearly one is not repeated: it may be a name.
    private func check(_ key: String, _ place: String) throws(Failure) {
        guard !allowed.contains(key), !key.hasPrefix("tags."),
            !(key.hasPrefix("set.") && allowed.contains("set"))
        else { return }
        let known = allowed.sorted()
        let hint = Failure.hint(key, known)
        guard !hint.isEmpty else {
            throw Failure(
                .badData,
                "\(place) is none that is known: use " + known.joined(separator: ", ")
            )
        }
        throw Failure(
            .badData,
            "no key is called \(key)\(hint): use " + known.joined(separator: ", ")
        )
    }
}
