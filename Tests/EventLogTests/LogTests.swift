import EventLog
import Notation
import SystemPackage
import Testing

/// A ledger's directory of its own; the script that runs the tests takes them away.
final class Scratch: Sendable {
    let root: FilePath
    var events: FilePath { root.appending("events") }

    init() throws {
        root = FilePath("/tmp/referral-tests-log-\(UInt64.random(in: 0 ... .max))")
        try Directory.make(root)
        try Directory.make(root.appending("events"))
    }

    func write(_ name: String, _ text: String) throws {
        try File.replace(events.appending(name), with: Array(text.utf8), mode: 0o644)
    }

    func read() throws -> Log<String> {
        try LogReader.read(events) { line, index, _ in
            index.member(.type)?.string(line) ?? ""
        }
    }

    var types: [String] { get throws { try read().entries.map(\.record) } }
}

@Suite struct LogTests {
    static func id(_ number: Int) -> ULID { ULID(value: UInt128(number)) }

    /// Lines that are linked one to the next, without their ends.
    static func chain(_ count: Int) -> [String] {
        var heads: [Digest]?
        return (1...count).map { number in
            let object = Array("{\"id\":\"\(id(number))\",\"type\":\"t\(number)\"}".utf8)
            let line = Array(LineFormat.line(object, naming: heads).dropLast())
            heads = [LineFormat.hash(line.span)]
            return String(decoding: line, as: UTF8.self)
        }
    }

    @Test func `several threads read what one reads`() throws {
        let scratch = try Scratch()
        let lines = Self.chain(60)
        // Files of half a mebibyte, so that there is something to share out; one of them is damaged.
        let blanks = String(repeating: " ", count: 1 << 18)
        for file in 0..<6 {
            let some = lines.enumerated().filter { $0.offset % 6 == file }.map(\.element)
            let padding = [blanks, blanks, "{\"no\":\"event\"}"]
            try scratch.write("w.000\(file).jsonl", Scratch.lines(some + padding))
        }
        let read = { (threads: Int) in
            try LogReader.read(scratch.events, threads: threads) { line, _, _ in line.count }
        }
        let (one, many) = (try read(1), try read(4))
        #expect(one.entries.count == 60)
        #expect(one.entries.map(\.id) == many.entries.map(\.id))
        #expect(one.entries.map(\.range) == many.entries.map(\.range))
        #expect(one.entries.map(\.file) == many.entries.map(\.file))
        #expect(one.heads == many.heads)
        #expect(one.damage == many.damage)
        #expect(one.damage.count == 18)
    }

    @Test func `any arrangement of lines is the same log`() throws {
        let lines = Self.chain(6)
        let whole = Scratch.lines(lines)
        let arrangements: [[(String, String)]] = [
            [("a.0001.jsonl", whole)],
            [("a.0001.jsonl", Scratch.lines(lines.reversed()))],
            [
                ("a.0001.jsonl", Scratch.lines([lines[5], lines[0]])),
                ("b.jsonl", Scratch.lines(Array(lines[1...4]))),
            ],
            [("a.0001.jsonl", whole), ("b.0001.jsonl", whole)],
            [
                (
                    "a.0001.jsonl",
                    "\u{FEFF}" + whole.split(separator: "\n").joined(separator: "\r\n")
                        + "\r\n\r\n\n"
                )
            ],
            [("a.0001.jsonl", String(whole.dropLast()))],
            [("a.0001.jsonl", whole), ("notes.txt", "not a log")],
        ]
        let first = try Scratch().filled(arrangements[0]).read()
        #expect(first.entries.map(\.record) == ["t1", "t2", "t3", "t4", "t5", "t6"])
        #expect(first.heads.count == 1)
        for arrangement in arrangements {
            let log = try Scratch().filled(arrangement).read()
            #expect(log.entries.map(\.id) == first.entries.map(\.id))
            #expect(log.entries.map(\.record) == first.entries.map(\.record))
            #expect(log.heads == first.heads)
            #expect(log.faults().isEmpty)
        }
    }

    @Test func `damage is found and the rest is read`() throws {
        let lines = Self.chain(3)
        let marked = [
            "<<<<<<< HEAD", lines[0], "=======", lines[1], "{\"id\":1}", lines[2], ">>>>>>> b",
            "nonsense",
        ]
        let log = try Scratch().filled([("a.0001.jsonl", Scratch.lines(marked) + "{\"id\":\"01")])
            .read()
        #expect(log.entries.count == 3)
        let kinds = log.faults().map { "\($0.line) \($0.kind.rawValue)" }
        #expect(
            kinds == [
                "1 conflict-marker", "3 conflict-marker", "5 no-event", "7 conflict-marker",
                "8 not-json", "9 torn",
            ]
        )
    }

    @Test func `every change to a line that another names is found`() throws {
        let lines = Self.chain(3)
        for position in lines[1].utf8.indices {
            var bytes = Array(lines[1].utf8)
            bytes[lines[1].utf8.distance(from: lines[1].utf8.startIndex, to: position)] ^= 1
            let text =
                lines[0] + "\n" + String(decoding: bytes, as: UTF8.self) + "\n" + lines[2] + "\n"
            let log = try Scratch().filled([("a.0001.jsonl", text)]).read()
            #expect(!log.faults().isEmpty, "byte \(position)")
        }
    }

    @Test func `of altered copies the one that others name counts`() throws {
        let lines = Self.chain(3)
        let forged = lines[1].split(separator: "t2").joined(separator: "a2")
        for order in [[lines[1], forged], [forged, lines[1]]] {
            let log = try Scratch().filled([
                ("a.0001.jsonl", Scratch.lines([lines[0]] + order + [lines[2]]))
            ]).read()
            #expect(log.entries.map(\.record) == ["t1", "t2", "t3"])
            #expect(log.faults().contains { $0.kind == .altered })
            #expect(log.heads == [Self.hash(lines[2])])
        }
    }

    @Test func `a copy that does not count is no head, and what only it names is one`() throws {
        let lines = Self.chain(2)
        let line = { (number: Int, type: String, named: String) in
            let object = Array("{\"id\":\"\(Self.id(number))\",\"type\":\"\(type)\"}".utf8)
            let line = LineFormat.line(object, naming: [Self.hash(named)]).dropLast()
            return String(decoding: line, as: UTF8.self)
        }
        let aside = line(3, "t3", lines[0])
        let copy = line(2, "u2", aside)
        let log = try Scratch().filled([
            ("a.0001.jsonl", Scratch.lines(lines + [aside, copy]))
        ]).read()
        #expect(log.entries.map(\.record) == ["t1", "t2", "t3"])
        #expect(log.heads == [Self.hash(lines[1]), Self.hash(aside)].sorted())
    }

    static func hash(_ line: String) -> Digest { LineFormat.hash(Array(line.utf8).span) }

    @Test func `a directory named like a segment is a fault, not a crash`() throws {
        let scratch = try Scratch().filled([("a.0001.jsonl", Scratch.lines(Self.chain(2)))])
        try Directory.make(scratch.events.appending("b.0001.jsonl"))
        let log = try scratch.read()
        #expect(log.entries.count == 2)
        #expect(log.faults().map(\.kind) == [.notFile])
    }

    @Test func `ids rise, and say so where they run ahead of the clock`() throws {
        let now = try #require(Instant("2026-03-01T09:30:00Z"))
        var fresh = IdentifierMint(after: nil, now: now)
        let first = fresh.next()
        #expect(first.id.time == now)
        #expect(first.clock == nil)
        #expect(fresh.next().id.value == first.id.value + 1)
        let ahead = ULID(time: now.advanced(by: 5000), low: 0)
        var late = IdentifierMint(after: ahead, now: now)
        let next = late.next()
        #expect(next.id > ahead)
        #expect(next.id.value - ahead.value <= UInt128(1) << 56)
        #expect(next.clock == now)
    }
}

extension Scratch {
    static func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

    func filled(_ files: [(String, String)]) throws -> Scratch {
        for (name, text) in files { try write(name, text) }
        return self
    }
}
