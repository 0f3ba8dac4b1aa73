import Notation
import Project

/// Reads a batch: NDJSON, or CSV with a header, one recording a line.
struct BatchReader {
    /// A line of a batch, or why it is none.
    struct Line {
        let number: Int
        let content: Result<Words, Failure>
    }

    private let bytes: [UInt8]
    private let allowed: Set<String>

    /// - `keys`: What a line may have beside the common keys.
    init(_ bytes: [UInt8], keys: [String]) {
        self.bytes = bytes
        allowed = Set(Words.common + keys)
    }

    /// Calls a closure with each line, in order.
    func forEach(csv: Bool, _ body: (Line) throws -> Void) throws {
        if csv { try forEachRecord(body) } else { try forEachObject(body) }
    }

    private func forEachObject(_ body: (Line) throws -> Void) throws {
        var number = 0
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : bytes.startIndex
        while start < bytes.endIndex {
            number += 1
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
            let line = bytes[start..<end]
            start = end + 1
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
            let content = Result { () throws(Failure) in try words(Array(line)) }
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
                    + (isTable ? " (for CSV add --input csv)" : "")
            )
        }
        guard case .object(let members) = object else {
            throw Failure(.badData, "not a JSON object: write {\"key\": \"value\", …}")
        }
        var words = Words()
        for member in members {
            try check(member.key, "the object has a key")
            switch member.value {
            case .string(let text): try words.set(member.key, to: text)
            case .number(let text): try words.set(member.key, to: text)
            case .bool(let value): try words.set(member.key, to: value ? "true" : "false")
            case .null: continue
            case .object(let changes) where member.key == "set":
                for change in changes { words.change(change.key, to: try text(change.value)) }
            case .object(let tags) where member.key == "tags":
                for tag in tags {
                    guard let value = tag.value.text else {
                        throw Failure(.badData, "a tag should be a string: quote its value")
                    }
                    words.set(tag: Verbatim(tag.key), to: Verbatim(value))
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
        var reader = CSVReader(bytes)
        do {
            guard let header = try reader.next() else { return }
            for (index, column) in header.fields.enumerated() {
                try check(column, "column \(index + 1) of the header")
                guard !header.fields[..<index].contains(column) else {
                    throw Failure(.badData, "two columns are called \(column): keep one")
                }
            }
            while let record = try reader.next() {
                let content = Result { () throws(Failure) in
                    guard record.fields.count == header.fields.count else {
                        throw Failure(
                            .badData,
                            "\(record.fields.count) fields under \(header.fields.count) columns"
                        )
                    }
                    var words = Words()
                    for (column, field) in zip(header.fields, record.fields) where !field.isEmpty {
                        try words.set(column, to: field)
                    }
                    return words
                }
                try body(Line(number: record.line, content: content))
            }
        } catch let fault as CSVFault {
            let failure = Failure(.badData, "not CSV: \(fault.problem)")
            try body(Line(number: fault.line, content: .failure(failure)))
        } catch let failure as Failure {
            try body(Line(number: 1, content: .failure(failure)))
        }
    }

    /// Refuses a key that there is not; one that is no word is not repeated, since it may be a name.
    private func check(_ key: String, _ place: String) throws(Failure) {
        guard !allowed.contains(key), !key.hasPrefix("tags."),
            !(key.hasPrefix("set.") && allowed.contains("set"))
        else { return }
        let known = allowed.sorted()
        guard Handle.isValid(key) else {
            throw Failure(
                .badData,
                "\(place) is none that is known: use " + known.joined(separator: ", ")
            )
        }
        throw Failure(
            .badData,
            "no key is called \(key)\(Failure.hint(key, known)): use "
                + known.joined(separator: ", ")
        )
    }
}
