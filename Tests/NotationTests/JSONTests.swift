import Notation
import TestSupport
import Testing

@Suite struct JSONTests {
    static let accepted = [
        "null", " true ", "[]", "{}", "0", "-0", "-0.5e+3", "1E400", "\"\"", "\"a\u{7F}\u{e9}\"",
        #""\u0041\n\/\"\\""#, #""\ud83d\ude00""#, "[1,[2,[3]],{\"a\":[]}]", "{\"\":0}",
        "123456789012345678901234567890", "{\"a\":1,\"b\":2}",
    ]

    @Test(arguments: accepted) func `what RFC 8259 allows is read`(text: String) throws {
        _ = try JSONValue(parsing: text, strictness: .standard)
        _ = try JSONValue(parsing: text)
    }

    static let refused: [(String, Int)] = [
        ("", 0), ("nul", 3), ("[1,]", 3), ("{\"a\":1,}", 7), ("[1 2]", 3), ("01", 1), ("1.", 2),
        (".5", 0), ("+1", 0), ("NaN", 0), ("Infinity", 0), ("-", 1), ("1e", 2), ("'a'", 0),
        ("\"a", 2), ("\"\t\"", 1), (#""\x""#, 1), (#""\u12G4""#, 1), ("{a:1}", 1), ("{\"a\" 1}", 5),
        ("[1", 2), ("{} {}", 3), ("[1]]", 3), ("\u{FEFF}[]", 0), ("// a\n1", 0),
    ]

    @Test(arguments: refused)
    func `what RFC 8259 forbids is refused where it stands`(text: String, offset: Int) {
        #expect(throws: JSONFault.self) {
            try JSONValue(parsing: text, strictness: .standard)
        }
        do {
            _ = try JSONValue(parsing: text, strictness: .standard)
        } catch {
            #expect(error.offset == offset, "\(text): \(error.problem)")
        }
    }

    static let malformed: [[UInt8]] = [
        [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
        [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22], [0x22, 0x80, 0x22],
        [0x22, 0xE0, 0x80, 0x80, 0x22], [0x22, 0xF0, 0x80, 0x80, 0x80, 0x22],
    ]

    @Test(arguments: malformed) func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        #expect(throws: JSONFault("not UTF-8", at: 1)) { try JSONValue(parsing: bytes.span) }
    }

    @Test func `containers are read to a depth and no deeper`() throws {
        let deep = { (levels: Int) in
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        _ = try JSONValue(parsing: deep(128))
        #expect(throws: JSONFault.self) { try JSONValue(parsing: deep(129)) }
        #expect(throws: JSONFault.self) {
            try JSONValue(parsing: String(repeating: "[", count: 100_000))
        }
    }

    static let ambiguous = [
        #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, #"{"x":{"a":1,"b":2,"a":3}}"#, #""\ud800""#,
        #""\udc00""#, #""\ud800\u0041""#, #"["\ud800x"]"#,
    ]

    @Test(arguments: ambiguous)
    func `duplicate keys and lone surrogates are refused where events are read`(text: String) throws
    {
        _ = try JSONValue(parsing: text, strictness: .standard)
        #expect(throws: JSONFault.self) { try JSONValue(parsing: text, strictness: .unambiguous) }
        let inside = "{\"k\":\(text)}"
        var index = JSONObjectIndex()
        let bytes = Array(inside.utf8)
        #expect(throws: JSONFault.self) { try index.read(bytes.span) }
    }

    @Test func `composed and decomposed keys are two keys`() throws {
        let value = try JSONValue(parsing: "{\"\u{e9}\":1,\"e\u{301}\":2}")
        guard case .object(let members) = value else { throw JSONFault("no object", at: 0) }
        #expect(members.count == 2)
    }

    @Test func `many keys are told apart in linear time`() throws {
        let keys = (0..<5000).map { "\"k\($0)\":0" }.joined(separator: ",")
        _ = try JSONValue(parsing: "{\(keys)}")
        #expect(throws: JSONFault.self) { try JSONValue(parsing: "{\(keys),\"k7\":1}") }
    }

    @Test func `numbers are kept as written`() throws {
        let text = "[1.50,-0,1E+2,12345678901234567890]"
        #expect(String(decoding: try JSONValue(parsing: text).bytes, as: UTF8.self) == text)
    }

    @Test func `only what must be escaped is`() {
        let text = "a\"\\/\u{8}\u{C}\n\r\t\u{1}\u{7F}é😀\u{2028}"
        let written = String(decoding: JSONValue.string(text).bytes, as: UTF8.self)
        #expect(written == "\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u{7F}é😀\u{2028}\"")
    }

    @Test(arguments: 0..<200) func `writing and reading are inverse`(seed: Int) throws {
        var dice = Seeded(seed: UInt64(seed))
        let value = Self.random(&dice, depth: 0)
        let bytes = value.bytes
        #expect(try JSONValue(parsing: bytes.span) == value)
    }

    @Test(arguments: 0..<300) func `no bytes make the reader trap`(seed: Int) {
        var dice = Seeded(seed: UInt64(seed))
        var bytes = Self.random(&dice, depth: 0).bytes
        for _ in 0..<3 where !bytes.isEmpty {
            bytes[Int(dice.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: dice.next())
        }
        var index = JSONObjectIndex()
        let isObject = (try? index.read(bytes.span)) != nil
        let value = try? JSONValue(parsing: bytes.span)
        if case .object? = value { #expect(isObject) } else { #expect(!isObject) }
    }

    static func random(_ dice: inout Seeded, depth: Int) -> JSONValue {
        switch dice.next() % (depth > 4 ? 5 : 7) {
        case 0: return .null
        case 1: return .bool(dice.next() % 2 == 0)
        case 2: return .integer(Int(dice.next() % 2000) - 1000)
        case 3, 4:
            let scalars = ["a", "\"", "\\", "\n", "é", "\u{301}", "😀", "\u{0}", "/"]
            return .string(
                (0..<(dice.next() % 6)).map { _ in
                    scalars[Int(dice.next() % UInt64(scalars.count))]
                }.joined()
            )
        case 5: return .array((0..<(dice.next() % 4)).map { _ in random(&dice, depth: depth + 1) })
        default:
            return .object(
                (0..<(dice.next() % 4)).map { index in
                    JSONMember("k\(index)", random(&dice, depth: depth + 1))
                }
            )
        }
    }
}
