import Dispatch
import EventLog
import Notation
import SystemPackage
import Testing

@Suite struct WriterTests {
    /// Appends events of some types as one command does.
    @discardableResult
    static func append(
        _ types: [String],
        to scratch: Scratch,
        writer: String? = "aaaaaaaa",
        timeout: Int64 = 1000,
        found: [[UInt8]] = [],
        in files: [String] = [],
        planning: () throws -> Void = {}
    ) throws -> LogWriter.Outcome {
        let log = LogWriter(ledger: scratch.root, writer: writer, lockTimeout: timeout)
        let decode: LogReader<String>.Decoder = { line, index, _ in
            index.member(.type)?.string(line) ?? ""
        }
        return try log.append { _, _ in
            try LogReader.read(scratch.events, decode: decode)
        } plan: { log, lines in
            try planning()
            var mint = IdentifierMint(
                after: log.newest,
                now: Instant(milliseconds: 1_772_400_000_000)
            )
            var heads = log.entries.isEmpty ? nil : Optional(log.heads)
            for type in types {
                let object = Array("{\"id\":\"\(mint.next().id)\",\"type\":\"\(type)\"}".utf8)
                let line = LineFormat.line(object, naming: heads)
                let content = Array(line.dropLast())
                heads = [LineFormat.hash(content.span)]
                lines.append(line)
            }
            return LogWriter.Plan(acknowledging: files) { again in
                for line in found { again.append(line) }
            }
        }
    }

    @Test func `one event is a line, several are a segment`() throws {
        let scratch = try Scratch()
        try Self.append(["a"], to: scratch)
        try Self.append(["b"], to: scratch)
        #expect(try Directory.names(in: scratch.events) == ["aaaaaaaa.0001.jsonl"])
        try Self.append(["c", "d"], to: scratch)
        try Self.append(["e"], to: scratch)
        #expect(
            try Directory.names(in: scratch.events) == [
                "aaaaaaaa.0001.jsonl", "aaaaaaaa.0002.jsonl",
            ]
        )
        #expect(try scratch.types == ["a", "b", "c", "d", "e"])
        #expect(try scratch.read().faults().isEmpty)
        #expect(try scratch.read().heads.count == 1)
        #expect(try Directory.names(in: scratch.root.appending(".referral")) == ["heads", "lock"])
    }

    @Test func `a segment that is full is followed by another`() throws {
        let scratch = try Scratch()
        try Self.append(["a"], to: scratch)
        try Self.append([String(repeating: "x", count: 1 << 20)], to: scratch)
        try Self.append(["c"], to: scratch)
        #expect(try Directory.names(in: scratch.events).count == 2)
        #expect(try scratch.types.count == 3)
    }

    @Test func `what follows the last line end is neither glued on to nor destroyed`() throws {
        let scratch = try Scratch()
        try Self.append(["a"], to: scratch)
        let path = scratch.events.appending("aaaaaaaa.0001.jsonl")
        let whole = try File.bytes(at: path)
        try File.replace(path, with: whole + Array("{\"id\":\"01".utf8), mode: 0o644)
        try Self.append(["b"], to: scratch)
        #expect(try scratch.types == ["a", "b"])
        #expect(
            String(decoding: try File.bytes(at: path), as: UTF8.self).contains("{\"id\":\"01\n{")
        )
        // A whole event without its line end is an event, and stays one.
        try File.replace(path, with: Array(whole.dropLast()), mode: 0o644)
        try Self.append(["c"], to: scratch)
        #expect(try scratch.types == ["a", "c"])
    }

    /// Git puts an older file in the place of the one that was appended to, while it has its lock.
    @Test(arguments: [["b"], ["b", "c"]]) func `what git took away is appended again`(
        types: [String]
    ) throws {
        let scratch = try Scratch()
        try Self.append(["a"], to: scratch)
        let git = scratch.root.appending(".git")
        try Directory.make(git)
        let lock = git.appending("index.lock")
        var plans = 0
        try Self.append(types, to: scratch, timeout: 20_000) {
            plans += 1
            guard plans == 1 else { return }
            let before = try Directory.names(in: scratch.events).map { name in
                (
                    name,
                    String(
                        decoding: try File.bytes(at: scratch.events.appending(name)),
                        as: UTF8.self
                    )
                )
            }
            _ = try File(lock, for: .replacing(mode: 0o644))
            DispatchQueue.global().asyncAfter(deadline: .now() + 0.2) {
                for name in (try? Directory.names(in: scratch.events)) ?? [] {
                    File.remove(scratch.events.appending(name))
                }
                for (name, text) in before { try? scratch.write(name, text) }
                File.remove(lock)
            }
        }
        #expect(plans == 2)
        #expect(try scratch.types == ["a"] + types)
        #expect(try scratch.read().faults().isEmpty)
    }

    /// Git brings a segment of this very writer, from another branch or a copy, while a batch is made.
    @Test func `a batch never takes the name of a segment that came meanwhile`() throws {
        let scratch = try Scratch()
        try Self.append(["a"], to: scratch)
        var plans = 0
        var came = ""
        try Self.append(["b", "c"], to: scratch) {
            plans += 1
            guard plans == 1 else { return }
            let log = try scratch.read()
            let (heads, newest) = (log.heads, try #require(log.newest))
            let id = ULID(value: newest.value + 1)
            let object = Array("{\"id\":\"\(id)\",\"type\":\"theirs\"}".utf8)
            came = String(decoding: LineFormat.line(object, naming: heads), as: UTF8.self)
            try scratch.write("aaaaaaaa.0002.jsonl", came)
        }
        #expect(plans == 2)
        let second = scratch.events.appending("aaaaaaaa.0002.jsonl")
        #expect(try String(decoding: File.bytes(at: second), as: UTF8.self) == came)
        #expect(try Set(scratch.types) == ["a", "theirs", "b", "c"])
        #expect(try scratch.read().faults().isEmpty)
        #expect(try Directory.names(in: scratch.root.appending(".referral")) == ["heads", "lock"])
    }

    @Test func `a segment that would not be read is not made`() throws {
        let scratch = try Scratch()
        try Self.append(["a"], to: scratch)
        let first = scratch.events.appending("aaaaaaaa.0001.jsonl")
        let last = scratch.events.appending("aaaaaaaa.999999999.jsonl")
        try File.replace(last, with: try File.bytes(at: first), mode: 0o644)
        File.remove(first)
        #expect(throws: AppendFault.self) { try Self.append(["b", "c"], to: scratch) }
        #expect(try Directory.names(in: scratch.events).count == 1)
        try Self.append(["d"], to: scratch)
        #expect(try scratch.types == ["a", "d"])
    }

    @Test(arguments: 1...12) func `the newest segment is found among many`(count: Int) throws {
        let scratch = try Scratch()
        for number in 1...count { try Self.append(["a\(number)", "b\(number)"], to: scratch) }
        try Self.append(["last"], to: scratch)
        let names = try Directory.names(in: scratch.events)
        #expect(names.count == count)
        let newest = scratch.events.appending(try #require(names.last))
        #expect(String(decoding: try File.bytes(at: newest), as: UTF8.self).contains("\"last\""))
    }

    @Test func `where a hand has left a gap, nothing is overwritten`() throws {
        let scratch = try Scratch()
        for number in 1...4 { try Self.append(["a\(number)", "b\(number)"], to: scratch) }
        File.remove(scratch.events.appending("aaaaaaaa.0003.jsonl"))
        for number in 5...8 { try Self.append(["a\(number)", "b\(number)"], to: scratch) }
        let kept = [1, 2, 4, 5, 6, 7, 8].flatMap { ["a\($0)", "b\($0)"] }
        #expect(try Set(scratch.types) == Set(kept))
    }

    @Test func `a lock that is held is waited for and then named`() throws {
        let scratch = try Scratch()
        let log = LogWriter(ledger: scratch.root, writer: "bbbbbbbb", lockTimeout: 1000)
        let decode: LogReader<Int>.Decoder = { _, _, _ in 0 }
        try log.append { _, _ in
            try LogReader.read(scratch.events, decode: decode)
        } plan: { _, _ in
            #expect(throws: AppendFault.self) {
                try Self.append(["a"], to: scratch, timeout: 20)
            }
            do {
                try Self.append(["a"], to: scratch, timeout: 20)
            } catch let fault as AppendFault {
                guard case .locked(let holder) = fault else { throw fault }
                #expect(holder != nil)
            }
            return LogWriter.Plan()
        }
        try Self.append(["a"], to: scratch)
        #expect(try scratch.types == ["a"])
    }

    @Test func `git at work is waited for, and a stale lock is named`() throws {
        let scratch = try Scratch()
        let git = scratch.root.appending(".git")
        try Directory.make(git)
        let lock = git.appending("index.lock")
        try File.replace(lock, with: [], mode: 0o644)
        #expect(try Self.append(["a"], to: scratch, timeout: 20).staleGitLock == lock)
        try File.replace(lock, with: [1], mode: 0o644)
        #expect(try Self.append(["b"], to: scratch, timeout: 20).staleGitLock == nil)
        #expect(try scratch.types == ["a", "b"])
    }

    @Test func `each branch of each clone has a name of its own`() throws {
        let scratch = try Scratch()
        try Self.append(["a"], to: scratch, writer: nil)
        let git = scratch.root.appending(".git")
        try Directory.make(git)
        for head in [
            "ref: refs/heads/main\n", "ref: refs/heads/other\n", "ref: refs/heads/main\n",
            "4b825dc\n",
        ] {
            try File.replace(git.appending("HEAD"), with: Array(head.utf8), mode: 0o644)
            try Self.append(["b"], to: scratch, writer: nil)
        }
        let names = try Directory.names(in: scratch.events)
        #expect(names.count == 4)
        for name in names {
            let writer = name.prefix { $0 != "." }
            #expect(writer.utf8.count == 8)
            #expect(writer.lowercased() == writer)
        }
    }

    @Test func `after a sync that failed, what is found is written again`() throws {
        let scratch = try Scratch()
        try Self.append(["a"], to: scratch)
        let path = scratch.events.appending("aaaaaaaa.0001.jsonl")
        let line = try File.bytes(at: path)
        try Self.append([], to: scratch, found: [line], in: ["aaaaaaaa.0001.jsonl"])
        #expect(try File.bytes(at: path) == line)
        try File.replace(
            scratch.root.appending(".referral").appending("unsynced"),
            with: [],
            mode: 0o600
        )
        try Self.append([], to: scratch, found: [line], in: ["aaaaaaaa.0001.jsonl"])
        #expect(try File.bytes(at: path) == line + line)
        #expect(try scratch.types == ["a"])
    }
}
