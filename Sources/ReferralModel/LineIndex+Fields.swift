import Notation

/// Keys of a line by name and type: one of another type reads as absent.
extension LineIndex {
    func text(_ key: LineKey, _ line: Span<UInt8>) -> Verbatim? {
        member(key)?.string(line).map { Verbatim($0) }
    }

    func need(_ key: LineKey, _ line: Span<UInt8>) throws(EventProblem) -> Verbatim {
        guard let text = text(key, line) else {
            throw EventProblem(detail: "no \"\(key.word)\"", key: key.word)
        }
        return text
    }

    func needInteger(_ key: LineKey, _ line: Span<UInt8>) throws(EventProblem) -> Int {
        guard let value = integer(key, line) else {
            throw EventProblem(detail: "no whole number under \"\(key.word)\"", key: key.word)
        }
        return value
    }

    func needBool(_ key: LineKey, _ line: Span<UInt8>) throws(EventProblem) -> Bool {
        guard let value = bool(key, line) else {
            throw EventProblem(
                detail: "neither true nor false under \"\(key.word)\"",
                key: key.word
            )
        }
        return value
    }

    func word<Word: RawRepresentable>(
        _ key: LineKey,
        _ line: Span<UInt8>
    ) -> Word? where Word.RawValue == String {
        text(key, line).flatMap { Word(rawValue: $0.text) }
    }

    func needWord<Word: RawRepresentable>(
        _ key: LineKey,
        _ line: Span<UInt8>
    ) throws(EventProblem) -> Word where Word.RawValue == String {
        guard let word: Word = word(key, line) else {
            throw EventProblem(detail: "no \"\(key.word)\" that is known", key: key.word)
        }
        return word
    }

    func instant(_ key: LineKey, _ line: Span<UInt8>) -> Instant? {
        member(key)?.read(line) { Instant($0) }
    }

    func eventID(_ key: LineKey, _ line: Span<UInt8>) -> ULID? {
        member(key)?.read(line) { ULID($0) }
    }

    func needEventID(_ key: LineKey, _ line: Span<UInt8>) throws(EventProblem) -> ULID {
        guard let id = eventID(key, line) else {
            throw EventProblem(detail: "no event under \"\(key.word)\"", key: key.word)
        }
        return id
    }

    func referral(_ key: LineKey, _ line: Span<UInt8>) -> ReferralID? {
        member(key)?.read(line) { ReferralID($0) }
    }

    func integer(_ key: LineKey, _ line: Span<UInt8>) -> Int? {
        guard let member = member(key), member.kind == .number else { return nil }
        var digits: [UInt8] = []
        for offset in member.range { digits.append(line[offset]) }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    func bool(_ key: LineKey, _ line: Span<UInt8>) -> Bool? {
        guard let member = member(key), member.kind == .bool else { return nil }
        return line[member.range.lowerBound] == UInt8(ascii: "t")
    }

    func value(_ key: LineKey, _ line: Span<UInt8>) -> JSONValue? {
        guard let member = member(key) else { return nil }
        return try? JSONValue(parsing: line.extracting(member.range))
    }
}
