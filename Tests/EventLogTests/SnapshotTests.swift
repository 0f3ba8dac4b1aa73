import EventLog
import Notation
import SystemPackage
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What is answered with a snapshot is what is answered without one.
@Suite struct SnapshotTests {
    /// Lines of one writer, long enough for a snapshot to be worth its while; the first number of
    /// each is what it is filed under, none for every tenth.
    static func lines(
        _ numbers: ClosedRange<Int>,
        after heads: inout [Digest]?,
        padding: Int = 2_500
    ) -> [String] {
        numbers.map { number in
            let key = number % 10 == 0 ? "" : ",\"key\":\(number % 7),\"target\":\(number % 3)"
            let padding = String(repeating: "x", count: padding + number % 100)
            let object =
                "{\"id\":\"\(LogTests.id(number))\",\"type\":\"t\"\(key),\"p\":\"\(padding)\"}"
            let line = Array(LineFormat.line(Array(object.utf8), naming: heads).dropLast())
            heads = [LineFormat.hash(line.span)]
            return String(decoding: line, as: UTF8.self)
        }
    }

    @Sendable static func file(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID
    ) -> Filing {
        func number(_ key: LineKey) -> UInt64? {
            index.member(key).map { UInt64(line[$0.range.lowerBound] - 48) }
        }
        return Filing(key: number(.key), words: number(.target).map { [$0] } ?? [])
    }

    /// Everything that can be asked of a log.
    struct Answers: Equatable {
        var heads: [Digest]
        var newest: ULID?
        var count: Int
        var lines: [[String]]
        var naming: [[UInt64]]
        var keys: [[UInt64]]
    }

    static func answers(_ log: IndexedLog) -> Answers {
        Answers(
            heads: log.heads,
            newest: log.newest,
            count: log.count,
            lines: [nil, 0, 1, 2, 3, 4, 5, 6, 7].map { key in
                log.lines(of: key).map { "\($0.file) \($0.id) \($0.bytes.count)" }
            },
            naming: (0..<4).map { log.keys(naming: $0) },
            keys: [log.keys(0 ... .max), log.keys(2...4), log.keys(7...9)]
        )
    }

    static func read(_ scratch: Scratch, _ usesSnapshot: Bool = true) throws -> IndexedLog {
        try IndexedLog(
            of: scratch.root,
            using: usesSnapshot ? .sparing : .off,
            threads: 2,
            file: file
        )
    }

    /// Whether both ways of reading answer alike; notes what was read.
    static func agree(_ scratch: Scratch) throws -> Bool {
        let log = try read(scratch)
        let isSame = answers(log) == answers(try read(scratch, false))
        log.note()
        return isSame && log.fault == nil
    }

    /// A log in two files with its snapshot.
    static func noted(_ heads: inout [Digest]?) throws -> (scratch: Scratch, path: FilePath) {
        let scratch = try Scratch()
        try Directory.make(scratch.root.appending(".referral"))
        let all = lines(1...600, after: &heads)
        try scratch.write("a.0001.jsonl", Scratch.lines(Array(all[..<270])))
        try scratch.write("b.0001.jsonl", Scratch.lines(Array(all[270...])))
        #expect(try agree(scratch))
        let path = scratch.root.appending(".referral").appending(IndexedLog.snapshotName)
        #expect(try File.identity(at: path) != nil)
        return (scratch, path)
    }

    @Test func `what has come since is folded on, and noted in its turn`() async throws {
        var heads: [Digest]?
        let (scratch, path) = try Self.noted(&heads)
        try await Self.settle(scratch)
        let first = try File.bytes(at: path)
        #expect(try Self.agree(scratch))
        #expect(try File.bytes(at: path) == first)
        // Between the files by name, so that all numbers of files move.
        let few = Self.lines(601...620, after: &heads)
        try scratch.write("aa.0001.jsonl", Scratch.lines(few))
        #expect(try Self.agree(scratch))
        #expect(try File.bytes(at: path) == first)
        let more = Self.lines(621...1200, after: &heads)
        try scratch.write("ab.0001.jsonl", Scratch.lines(more))
        #expect(try Self.agree(scratch))
        #expect(try File.bytes(at: path) != first)
        #expect(try Self.agree(scratch))
        #expect(try Self.read(scratch).count == 1200)
    }

    @Test func `a snapshot that is cut or altered anywhere is never believed`() throws {
        var heads: [Digest]?
        let (scratch, path) = try Self.noted(&heads)
        let whole = try File.bytes(at: path)
        let truth = Self.answers(try Self.read(scratch, false))
        let said = { () throws in Self.answers(try Self.read(scratch)) }
        for offset in stride(from: 0, to: whole.count, by: 97) {
            var bytes = whole
            bytes[offset] ^= UInt8(1 << (offset % 8))
            try File.replace(path, with: bytes, mode: 0o600)
            #expect(try said() == truth, "byte \(offset)")
        }
        for count in [0, 1, 79, 4095, 4096, 4097, whole.count - 4096, whole.count - 1] {
            try File.replace(path, with: Array(whole[..<count]), mode: 0o600)
            #expect(try said() == truth, "cut to \(count)")
        }
        // What is damaged does not stay: it is written anew, or taken away.
        try Self.read(scratch).note()
        #expect(try File.bytes(at: path).count == whole.count)
        // Two whole pages that have changed places.
        let swapped = whole[4096..<8192] + whole[..<4096] + whole[8192...]
        try File.replace(path, with: Array(swapped), mode: 0o600)
        #expect(try said() == truth)
    }

    @Test func `a log that has been left alone is noted without being held`() async throws {
        var heads: [Digest]?
        let scratch = try Scratch()
        try Directory.make(scratch.root.appending(".referral"))
        let path = scratch.root.appending(".referral").appending(IndexedLog.snapshotName)
        let all = Self.lines(1...900, after: &heads, padding: 1_500)
        // Two writers who took turns, and a file that is sorted backwards.
        let odd = all.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        let even = all.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        try scratch.write("a.0001.jsonl", Scratch.lines(odd))
        try scratch.write("b.0001.jsonl", Scratch.lines(Array(even[..<200])))
        try scratch.write("c.0001.jsonl", Scratch.lines(even[200...].reversed()))
        // Long enough for a later change to show in the times of the files.
        try await Task.sleep(for: .milliseconds(2_100))
        let truth = Self.answers(try Self.read(scratch, false))
        let log = try Self.read(scratch)
        #expect(try File.identity(at: path) != nil, "noted while it was read")
        #expect(Self.answers(log) == truth)
        #expect(log.damage.isEmpty && log.fault == nil)
        #expect(Self.answers(try Self.read(scratch)) == truth)
        // What is no whole line, or stands twice, is for the long way.
        for odd in [String(all[3].dropLast()), all[3], "<<<<<<<\n"] {
            File.remove(path)
            try scratch.write("d.0001.jsonl", odd)
            try await Task.sleep(for: .milliseconds(150))
            let truth = Self.answers(try Self.read(scratch, false))
            #expect(Self.answers(try Self.read(scratch)) == truth)
            #expect(try File.identity(at: path) == nil)
        }
    }

    @Test func `what has come to a directory is noted once, and what comes after that is seen`()
        async throws
    {
        var heads: [Digest]?
        let scratch = try Scratch()
        let state = scratch.root.appending(".referral")
        try Directory.make(state)
        try scratch.write(
            "b.0001.jsonl",
            Scratch.lines(Self.lines(1...900, after: &heads, padding: 1_500))
        )
        try await Task.sleep(for: .milliseconds(2_100))
        #expect(try Self.agree(scratch))
        let more = Self.lines(901...903, after: &heads).map { $0 + "\n" }
        try scratch.write("c.0001.jsonl", more[0])
        try await Task.sleep(for: .milliseconds(2_100))
        #expect(try Self.agree(scratch))
        let listing = state.appending("listing")
        let noted = try File.bytes(at: listing)
        #expect(String(decoding: noted, as: UTF8.self).contains("c.0001.jsonl"))
        // From the note, from one that is cut or altered, and from none.
        for bytes in [noted, Array(noted.dropLast(8)), noted.map { $0 ^ 1 }, []] {
            try File.replace(listing, with: bytes, mode: 0o600)
            #expect(try Self.agree(scratch))
        }
        let changes: [(what: String, make: () throws -> Void)] = [
            ("another", { try scratch.write("a.0001.jsonl", more[1]) }),
            ("one more", { try scratch.write("d.0001.jsonl", more[2]) }),
            ("one less", { File.remove(scratch.events.appending("d.0001.jsonl")) }),
            ("the noted one gone", { File.remove(scratch.events.appending("c.0001.jsonl")) }),
        ]
        for change in changes {
            try File.replace(listing, with: noted, mode: 0o600)
            try change.make()
            #expect(try Self.agree(scratch), "\(change.what)")
        }
    }

    @Test func `what comes and goes in a directory that was left alone is seen`() async throws {
        var heads: [Digest]?
        let scratch = try Scratch()
        try Directory.make(scratch.root.appending(".referral"))
        let all = Self.lines(1...900, after: &heads, padding: 1_500)
        for (number, name) in ["b", "d", "f"].enumerated() {
            let part = Array(all[(number * 300)..<(number * 300 + 300)])
            try scratch.write("\(name).0001.jsonl", Scratch.lines(part))
        }
        try scratch.write("notes.txt", "of no matter")
        try await Task.sleep(for: .milliseconds(2_100))
        #expect(try Self.agree(scratch))
        let path = scratch.root.appending(".referral").appending(IndexedLog.snapshotName)
        let noted = try File.bytes(at: path)
        let file = { (name: String) in scratch.events.appending(name) }
        let more = Self.lines(901...902, after: &heads).map { $0 + "\n" }
        let whole = try File.bytes(at: file("d.0001.jsonl"))
        let changes: [(what: String, make: () throws -> Void)] = [
            (
                "a line more",
                { try scratch.write("f.0001.jsonl", Scratch.lines(Array(all[600...])) + more[0]) }
            ),
            ("a file more", { try scratch.write("a.0001.jsonl", more[1]) }),
            ("no text", { try File.replace(file("e.txt"), with: [1], mode: 0o644) }),
            ("a file less", { File.remove(file("a.0001.jsonl")) }),
            (
                "another",
                { try File.replace(file("d.0001.jsonl"), with: whole.reversed(), mode: 0o644) }
            ),
            ("the old one", { try File.replace(file("d.0001.jsonl"), with: whole, mode: 0o644) }),
            ("a directory", { try Directory.make(file("c.0001.jsonl")) }),
        ]
        for change in changes {
            try change.make()
            #expect(try Self.agree(scratch), "\(change.what)")
            // As if nobody had been there since.
            try File.replace(path, with: noted, mode: 0o600)
            #expect(try Self.agree(scratch), "\(change.what), unseen")
            try File.replace(path, with: noted, mode: 0o600)
        }
    }

    @Test func `a page that turns out to be damaged takes the snapshot away`() throws {
        var heads: [Digest]?
        let scratch = try Scratch()
        try Directory.make(scratch.root.appending(".referral"))
        let all = Self.lines(1...2000, after: &heads, padding: 500)
        try scratch.write("a.0001.jsonl", Scratch.lines(all))
        #expect(try Self.agree(scratch))
        let path = scratch.root.appending(".referral").appending(IndexedLog.snapshotName)
        var bytes = try File.bytes(at: path)
        bytes[4096 * 2 + 500] ^= 1
        try File.replace(path, with: bytes, mode: 0o600)
        let log = try Self.read(scratch)
        #expect(Self.answers(log) == Self.answers(try Self.read(scratch, false)))
        #expect(try File.identity(at: path) == nil)
        #expect(try Self.agree(scratch))
        #expect(try File.bytes(at: path).count == bytes.count)
    }

    @Test func `pages that are sound and hold nonsense trap nobody, and give no line of another`()
        throws
    {
        var heads: [Digest]?
        let (scratch, path) = try Self.noted(&heads)
        let whole = try File.bytes(at: path)
        for seed in 0..<50 {
            var bytes = whole
            let start = seed % (whole.count / 4096) * 4096
            for step in 0...(seed % 5) {
                let offset = start + (seed * 131 + step * 977) % (seed % 2 == 0 ? 4080 : 160)
                bytes[offset] = UInt8(truncatingIfNeeded: seed &* 37 &+ step &* 89)
            }
            let sum = Fingerprint.ofBytes(bytes.span.extracting(start..<(start + 4080)))
            for place in 0..<8 {
                bytes[start + 4088 + place] = UInt8(truncatingIfNeeded: sum >> UInt64(8 * place))
            }
            try File.replace(path, with: bytes, mode: 0o600)
            let log = try Self.read(scratch)
            _ = (log.keys(0 ... .max), log.keys(naming: 1), log.lines(of: nil))
            for key in UInt64(2)..<4 {
                let others = log.lines(of: key).filter { line in
                    var index = LineIndex()
                    try? index.read(line.bytes.span)
                    return Self.file(line.bytes.span, index, line.id).key != key
                }
                #expect(others.isEmpty, "seed \(seed)")
            }
            log.note()
        }
    }

    @Test func `a log that is not as it was is read anew`() throws {
        var heads: [Digest]?
        let (scratch, path) = try Self.noted(&heads)
        let old = try File.bytes(at: path)
        let events = scratch.events
        let first = events.appending("a.0001.jsonl")
        let whole = try File.bytes(at: first)
        // An edit of the same length, in the middle.
        var edited = whole
        edited[edited.count / 2] = UInt8(ascii: "y")
        try File.replace(first, with: edited, mode: 0o644)
        #expect(try Self.agree(scratch))
        // Cut by a line; gone; back as it was, with the snapshot of before.
        let feed = whole.dropLast().lastIndex(of: 0x0A) ?? 0
        try File.replace(first, with: Array(whole[...feed]), mode: 0o644)
        #expect(try Self.agree(scratch))
        File.remove(first)
        #expect(try Self.agree(scratch))
        try File.replace(first, with: whole, mode: 0o644)
        try File.replace(path, with: old, mode: 0o600)
        #expect(try Self.agree(scratch))
        // An older event, merged late; a double; a line that is no event.
        let older = "{\"id\":\"\(LogTests.id(0))\",\"type\":\"t\",\"key\":3,\"prev\":[]}"
        for line in [
            older, String(decoding: whole.prefix { $0 != 0x0A }, as: UTF8.self), "<<<<<<<",
        ] {
            try scratch.write("c.0001.jsonl", Scratch.lines([line]))
            try File.replace(path, with: old, mode: 0o600)
            #expect(try Self.agree(scratch))
        }
    }

    @Test func `a file that changes while single lines are read is noticed`() throws {
        var heads: [Digest]?
        let (scratch, _) = try Self.noted(&heads)
        let log = try Self.read(scratch)
        let before = log.lines(of: 3).map(\.id)
        // Git puts another file in place of it.
        let path = scratch.events.appending("a.0001.jsonl")
        let whole = try File.bytes(at: path)
        let lines = whole.split(separator: 0x0A).reversed().map { Array($0) + [0x0A] }
        try File.replace(path, with: Array(lines.joined()), mode: 0o644)
        #expect(log.lines(of: 3).map(\.id) == before)
        // One command has one view of it; the next sees what is there.
        File.remove(path)
        #expect(log.lines(of: 3).map(\.id) == before)
        let next = try Self.read(scratch)
        #expect(next.lines(of: 3).map(\.id) == before.filter { $0.value > 270 })
        #expect(log.fault == nil)
    }

    @Test func `a log that cannot be read any more is told, not taken for an empty one`() throws {
        var heads: [Digest]?
        let (scratch, _) = try Self.noted(&heads)
        let log = try Self.read(scratch)
        let moved = unsafe rename(scratch.events.string, scratch.events.string + ".gone")
        #expect(moved == 0)
        #expect(log.lines(of: 3).isEmpty)
        #expect(log.fault?.isAbsence == true)
    }

    @Test func `what was acknowledged and cannot be seen makes all be read`() throws {
        var heads: [Digest]?
        let (scratch, _) = try Self.noted(&heads)
        let read = { (acknowledged: Digest) in
            try IndexedLog(of: scratch.root, acknowledged: acknowledged, file: Self.file)
        }
        let bytes = try File.bytes(at: scratch.events.appending("a.0001.jsonl"))
        let line = Array(bytes.prefix { $0 != 0x0A })
        let inside = LineFormat.hash(line.span)
        #expect(try read(inside).holds(inside))
        let head = try #require(heads?.first)
        #expect(try read(head).holds(head))
        let gone = Digest(of: [1, 2, 3])
        #expect(try !read(gone).holds(gone))
    }
}
