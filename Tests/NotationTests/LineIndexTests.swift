import Notation
import TestSupport
import Testing

/// Lines read as they come, held against the strict reader.
@Suite struct LineIndexTests {
    static let lines = [
        #"{"id":"01JGFJKXSG000000000001FXE4","type":"submitted","ref":"R-J6VMH6BCFN","time":"2025-01-01T00:00:31.536Z","actor":"staff-0@example.org","role":"coordinator","stage":"submitted","source":"naïve \"quoted\" 日本語 \u00e9\ud83d\ude00","tags":{"a":"b"},"respond_by":"x","scheduled_for":"y","prev":["6NArF2ZfRgSiRWo8WK98_XCSUNPQvKQKdRBg6o9ktyE","-vtnAkecWjTd8V15XjXZplSCyAOnOiU9W5xj87lpJN8"]}"#,
        #"{"id":"x","told":true,"v":-1.5e3,"changes":{"note":null,"tags":{}},"conflicts":[1,"two",[]],"person":"","prev":[]}"#,
        #"{"id":"x","unknown":1,"type":"y"}"#, #"{"\u0069d":"x","type":"y"}"#, "{}",
    ]

    /// What either reader makes of a line: the members by key, or `nil`.
    private static func plain(_ line: [UInt8]) -> [String]? {
        var index = LineIndex()
        guard (try? index.read(line.span)) != nil else { return nil }
        return LineKey.allCases.compactMap { key in
            index.member(key).map { words(key.word, $0.kind, $0.range, $0.escaped) }
        }.sorted()
    }

    private static func strict(_ line: [UInt8]) -> [String]? {
        var index = JSONObjectIndex()
        guard (try? index.read(line.span)) != nil else { return nil }
        return index.members.compactMap { member in
            let key = member.key.decoded(line.span)
            guard LineKey.allCases.contains(where: { $0.word.utf8.elementsEqual(key.utf8) }) else {
                return nil
            }
            return words(key, member.kind, member.range, member.escaped)
        }.sorted()
    }

    private static func words(
        _ key: String,
        _ kind: JSONObjectIndex.Kind,
        _ range: Range<Int>,
        _ escaped: Bool
    ) -> String { "\(key) \(kind) \(range) \(escaped)" }

    @Test(arguments: lines) func `both readers find the same`(line: String) throws {
        let bytes = Array(line.utf8)
        let found = try #require(Self.strict(bytes))
        #expect(Self.plain(bytes) == found)
    }

    @Test(arguments: 0..<3000) func `both readers find the same in lines that are altered`(
        seed: Int
    ) {
        var random = Seeded(seed: UInt64(seed))
        var bytes = Array(Self.lines[seed % 3].utf8)
        let alphabet = Array("\"\\{}[]:,\0\u{1F} aé\n1tn\u{7F}".utf8) + [0xFF, 0xC0, 0x80]
        for _ in 0...Int.random(in: 0..<3, using: &random) {
            let place = Int.random(in: bytes.indices, using: &random)
            let byte = alphabet[Int.random(in: alphabet.indices, using: &random)]
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = byte
            case 1: bytes.insert(byte, at: place)
            case 2: bytes.remove(at: place)
            default:
                // What stands somewhere stands there once more.
                let end = Int.random(in: place...min(bytes.count, place + 60), using: &random)
                bytes.insert(contentsOf: bytes[place..<end], at: end)
            }
        }
        #expect(
            Self.plain(bytes) == Self.strict(bytes),
            "\(String(decoding: bytes, as: UTF8.self))"
        )
    }

    @Test func `a key stands once, and has no byte of nought`() {
        for line in [#"{"id":"a","id":"b"}"#, "{\"id\0\":\"a\"}", #"{"id":"a","\u0069d":"b"}"#] {
            #expect(Self.plain(Array(line.utf8)) == nil)
        }
    }

    @Test func `an object ends before what follows it`() {
        var index = LineIndex()
        #expect(index.readPlain(Array("{\"id\":\"a\"}\n{\"id\"".utf8).span) == 10)
        #expect(index.readPlain(Array("{\"id\":\"a\"".utf8).span) == nil)
        #expect(index.readPlain(Array("{\"id\": \"a\"}".utf8).span) == nil)
    }

    @Test func `every key is found by the bytes that spell it`() {
        for key in LineKey.allCases {
            // What the table of keys compares.
            #expect(key.word.utf8.count <= 16)
            var index = LineIndex()
            let line = Array("{\"\(key.word)\":1}".utf8)
            #expect(index.readPlain(line.span) == line.count)
            #expect(LineKey.allCases.filter { index.member($0) != nil } == [key])
        }
        #expect(LineKey.respondBy.word == "respond_by")
        #expect(LineKey.class.word == "class")
    }
}
