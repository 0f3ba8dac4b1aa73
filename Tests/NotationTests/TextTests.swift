import Notation
import TestSupport
import Testing

@Suite struct TextTests {
    @Test func `CSV fields are read as RFC 4180 has them`() throws {
        let text = "\u{FEFF}a,\"b,\"\"c\"\"\nd\",\r\n\r\n,x\n\"\",\"y\""
        var reader = CSVReader(Array(text.utf8))
        let first = try #require(try reader.next())
        #expect(first.fields == ["a", "b,\"c\"\nd", ""])
        #expect(first.line == 1)
        let second = try #require(try reader.next())
        #expect(second.fields == ["", "x"])
        #expect(second.line == 4)
        #expect(try reader.next()?.fields == ["", "y"])
        #expect(try reader.next() == nil)
    }

    @Test(arguments: [1, 2, 3, 5, 7, 64]) func `CSV in blocks is read as it is whole`(size: Int)
        throws
    {
        let text =
            "\u{FEFF}from,for\r\n\r\nä,\"b,\"\"c\"\"\r\nd\"\r\n,x\n\"\",\"y\"\n\n"
            + "\"\(String(repeating: "long ", count: 40))\",z\r\nlast,\"one\""
        var whole = CSVReader(Array(text.utf8))
        var rest = Array(text.utf8)
        var pieces = CSVReader(blocks: {
            defer { rest.removeFirst(min(size, rest.count)) }
            return Array(rest.prefix(size))
        })
        while let record = try whole.next() {
            let same = try #require(try pieces.next())
            #expect(same.fields == record.fields)
            #expect(same.line == record.line)
        }
        #expect(try pieces.next() == nil)
    }

    @Test func `bytes are ordered as their numbers are, and found in that order`() {
        var random = Seeded(seed: 5)
        var texts: [[UInt8]] = [[], [0], [0, 0]]
        for _ in 0..<400 {
            let count = Int.random(in: 0...20, using: &random)
            // Few letters, so that many begin alike; among them what fills up a word.
            texts.append(
                (0..<count).map { _ in [0, 0x61, 0xC3, 0xFF].randomElement(using: &random) ?? 0 }
            )
        }
        for (one, other) in zip(texts, texts.dropFirst() + [[]]) {
            for (one, other) in [(one, other), (one + other, one), (one, one)] {
                let isBefore = one.lexicographicallyPrecedes(other)
                let precedes = one.span.precedes(other.span)
                #expect(precedes == isBefore, "\(one) \(other)")
            }
        }
        var list = TextList()
        for text in ["b", "abcdefghi", "", "abcdefgh", "Zürich"] {
            _ = list.add(text.utf8Span.span)
        }
        let ordered = list.inOrder()
        #expect(ordered.texts == ["", "Zürich", "abcdefgh", "abcdefghi", "b"])
        for text in ["b", "abcdefghi", "", "a", "c", "Z"] {
            let isThere = ordered.hasInOrder(text.utf8Span.span)
            #expect(isThere == list.texts.contains(Verbatim(text)), "\(text)")
        }
    }

    @Test func `digests are spelled, read and ordered as base64url`() {
        var random = Seeded(seed: 3)
        var digests = (0..<2000).map { _ in
            Digest(words: (random.next(), random.next(), random.next(), random.next()))
        }
        // Such as differ in one bit only, at each place.
        for bit in 0..<256 {
            var words = [digests[bit].words.0, digests[bit].words.1, digests[bit].words.2]
            words.append(digests[bit].words.3)
            words[bit / 64] ^= 1 << UInt64(63 - bit % 64)
            digests.append(Digest(words: (words[0], words[1], words[2], words[3])))
        }
        for (one, other) in Array(zip(digests, digests.dropFirst()))
            + zip(digests, digests[2000...])
        {
            #expect(one.description == Base64URL.spell(one.bytes))
            #expect(Digest(one.description) == one)
            #expect((one < other) == (Verbatim(one.description) < Verbatim(other.description)))
            #expect((other < one) == (Verbatim(other.description) < Verbatim(one.description)))
            #expect(!(one < one))
        }
    }

    @Test func `numbers are found under the keys that they were filed under`() {
        var postings = Postings()
        var expected: [UInt64: [UInt64]] = [:]
        var random = Seeded(seed: 7)
        for number in 0..<5000 {
            let key = UInt64.random(in: 0..<900, using: &random)
            postings.add(UInt64(number), under: key)
            expected[key, default: []].append(UInt64(number))
        }
        for key in UInt64(0)..<1000 {
            #expect(postings.numbers(under: key) == expected[key] ?? [])
        }
        #expect(Set(postings.keys) == Set(expected.keys))
        #expect(Set(postings.repeated) == Set(expected.values.filter { $0.count > 1 }))
    }

    @Test(arguments: ["\"a", "\"a\"b", "a,\"b\"c"]) func `broken CSV is a fault`(text: String) {
        var reader = CSVReader(Array(text.utf8))
        #expect(throws: CSVFault.self) { try reader.next() }
    }

    @Test func `CSV that is written is read back`() throws {
        let fields = ["", "a", "a,b", "\"", "a\r\nb", " x ", "é"]
        var reader = CSVReader(CSVWriter.line(fields))
        #expect(try reader.next()?.fields == fields)
    }

    @Test func `ULIDs keep their order and their time`() throws {
        let time = try #require(Instant("2026-03-01T09:30:00.123Z"))
        let id = ULID(time: time, low: 7)
        #expect(id.time == time)
        #expect(ULID(id.description) == id)
        #expect(ULID(value: id.value + 1) > id)
        #expect(ULID(value: id.value + 1).description > id.description)
        for text in [
            "", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "01jq3zk5v0t3m8n6q4r2s1xwyz",
            "01JQ3ZK5V0T3M8N6Q4R2S1XWYI",
        ] {
            #expect(ULID(text) == nil)
        }
    }

    @Test func `base 32 is read as people type it`() {
        #expect(CrockfordBase32.canonical("7k3f2qx9ab") == "7K3F2QX9AB")
        #expect(CrockfordBase32.canonical("oil") == "011")
        #expect(CrockfordBase32.canonical("U") == nil)
        #expect(CrockfordBase32.spell(32, digits: 3) == "010")
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
    ])
    func `base 64 is that of RFC 4648`(plain: String, spelled: String) {
        #expect(Base64URL.spell(Array(plain.utf8)) == spelled)
        #expect(Base64URL.read(spelled.utf8) == Array(plain.utf8))
    }

    @Test func `digests are SHA-256 and sort as they are spelled`() throws {
        let empty = Digest(of: Array("abc".utf8).span)
        #expect(empty.description == "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0")
        #expect(Digest(empty.description) == empty)
        #expect(Digest(of: Array("a".utf8), Array("bc".utf8)) == empty)
        let digests = (0..<200).map { Digest(of: [UInt8($0)]) }
        #expect(
            digests.sorted().map(\.description)
                == digests.map(\.description).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        )
    }

    @Test func `money is exact`() throws {
        let one = try #require(Amount("1250.00"))
        let other = try #require(Amount("-0.005"))
        #expect((one + other).description == "1249.995")
        #expect(Amount("-5.50")?.description == "-5.50")
        #expect(one.equals(try #require(Amount("1250"))) && !one.equals(other))
        #expect(Amount("0.05")?.description == "0.05")
        for text in ["", "-", "1.", ".5", "1e3", "1,5", "0.0000001", "1234567890123456789"] {
            #expect(Amount(text) == nil)
        }
        #expect(CurrencyCode("EUR") != nil)
        #expect(CurrencyCode("eur") == nil)
    }

    static let widths: [(String, Int)] = [
        ("abc", 3), ("日本", 4), ("é", 1), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("한글", 4), ("नमस्ते", 4),
        ("", 0),
    ]

    @Test(arguments: widths) func `width is what a terminal shows`(text: String, columns: Int) {
        #expect(DisplayWidth.columns(text) == columns)
    }

    @Test func `nothing typed is obeyed by a terminal`() {
        #expect(DisplayWidth.inert("a\u{1B}[31mb\u{202E}c\n") == "a\\u{1b}[31mb\\u{202e}c\\n")
        #expect(DisplayWidth.inert("Größe") == "Größe")
        #expect(DisplayWidth.fitted("日本語テスト", to: 5) == "日本…")
    }

    @Test func `a long text goes on in the next line`() {
        #expect(DisplayWidth.wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(DisplayWidth.wrapped("日本語テスト", to: 4) == ["日本", "語テ", "スト"])
        #expect(DisplayWidth.wrapped("short", to: 7) == ["short"])
    }

    @Test func `the nearest name is offered, and no far one`() {
        let names = ["accepted", "declined", "on-hold"]
        #expect(NearestName.of("acepted", among: names) == "accepted")
        #expect(NearestName.of("on-hodl", among: names) == "on-hold")
        #expect(NearestName.of("zzz", among: names) == nil)
    }

    @Test func `text is compared by bytes`() {
        #expect(Verbatim("\u{e9}") != Verbatim("e\u{301}"))
        #expect(Set([Verbatim("\u{e9}"), Verbatim("e\u{301}")]).count == 2)
        #expect(Verbatim("Z") < Verbatim("a"))
    }
}

/// Texts by numbers, and what finds them.
@Suite struct NameTableTests {
    @Test(arguments: 0..<50) func `a text has one number, and comes back as it was`(seed: Int) {
        var random = Seeded(seed: UInt64(seed))
        var table = NameTable()
        var known: [String: UInt32] = [:]
        for _ in 0..<2000 {
            let length = Int.random(in: 0...20, using: &random)
            let text = String(
                decoding: (0..<length).map { _ in UInt8.random(in: 97...98, using: &random) },
                as: UTF8.self
            )
            let number = table.number(of: Verbatim(text))
            #expect(number == known[text] ?? UInt32(known.count + 1))
            known[text] = number
            #expect(table.text(number).text == text)
        }
        #expect(table.count == known.count)
        #expect(table.texts.count == known.count + 1)
        #expect(table.text(0).isEmpty)
    }

    @Test func `bytes by eights, wherever they end`() {
        let bytes = (0..<40).map { UInt8($0 + 1) }
        for start in 0..<20 {
            for count in 0...20 {
                let part = bytes.span.extracting(start..<(start + count))
                for offset in 0...count {
                    var expected: UInt64 = 0
                    for index in 0..<min(8, count - offset) {
                        expected |= UInt64(bytes[start + offset + index]) << UInt64(8 * index)
                    }
                    let eight = part.eight(at: offset)
                    #expect(eight == expected)
                }
                let same = Array(bytes[start..<(start + count)])
                let isSame = part.equals(same.span)
                #expect(isSame)
                for index in 0..<count {
                    var other = same
                    other[index] ^= 0x80
                    let isOther = part.equals(other.span)
                    #expect(!isOther)
                }
            }
        }
    }
}
