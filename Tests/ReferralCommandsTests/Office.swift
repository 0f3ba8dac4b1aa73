import EventLog
import Notation
import ReferralCommands
import Synchronization
import SystemPackage

/// An office of its own: a fresh directory, a clock that stands still, streams that are kept.
final class Office: Sendable {
    /// What a command did.
    struct Answer {
        let status: ExitStatus
        let output: String
        let errors: String
    }

    let root: FilePath
    private let clock: Mutex<Instant>
    /// The terminal that answers go to; none, unless a test says so.
    private let terminal: Terminal?
    private let variables: [String: String]
    /// Milliseconds that the clock goes on by each time that it is read.
    private let tick: Int64

    /// Opens an office at a time, with a ledger of a template.
    init(
        at time: String = "2026-03-02T09:00:00Z",
        template: String = "general",
        terminal: Terminal? = nil,
        variables: [String: String] = [:],
        tick: Int64 = 0
    ) throws {
        self.terminal = terminal
        self.variables = variables
        self.tick = tick
        root = FilePath("/tmp/referral-tests-office-\(UInt64.random(in: 0 ... .max))")
        clock = Mutex(Instant(time) ?? Instant(milliseconds: 0))
        try Directory.make(root)
        _ = referral("init", ".", "--template", template, "--name", "office")
    }

    /// Sets the clock.
    func at(_ time: String) {
        clock.withLock { $0 = Instant(time) ?? $0 }
    }

    /// Runs a command here.
    @discardableResult
    func referral(_ arguments: String..., input: String = "") -> Answer {
        run(arguments, input)
    }

    func run(_ arguments: [String], _ input: String = "") -> Answer {
        let streams = Streams(input: Array(input.utf8))
        let status = Start.run(
            arguments,
            Invocation(
                workingDirectory: root,
                environment: { self.variables[$0] ?? ($0 == "REFERRAL_ACTOR" ? "ana" : nil) },
                clock: {
                    self.clock.withLock { clock in
                        clock = clock.advanced(by: self.tick)
                        return clock
                    }
                },
                input: {
                    streams.input.withLock { input in
                        defer { input = [] }
                        return input
                    }
                },
                output: { bytes in streams.output.withLock { $0 += bytes } },
                error: { bytes in streams.errors.withLock { $0 += bytes } },
                terminal: terminal,
                errorIsTerminal: terminal != nil,
                account: { "user@host" },
                git: { _, _ in nil }
            )
        )
        return Answer(
            status: status,
            output: String(decoding: streams.output.withLock { $0 }, as: UTF8.self),
            errors: String(decoding: streams.errors.withLock { $0 }, as: UTF8.self)
        )
    }

    /// The events of the log, as JSON.
    func events(_ type: String? = nil) throws -> [JSONValue] {
        let chosen = type.map { ["--type", $0] } ?? []
        let answer = run(["log", "--format", "ndjson"] + chosen)
        return try answer.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    /// One figure of the report, as JSON.
    func figure(_ name: String, _ more: String...) throws -> JSONValue {
        let answer = run(["report", "--format", "json"] + more)
        return try JSONValue(parsing: answer.output)["metrics"]?[name] ?? .null
    }

    /// A key of one referral's status.
    func status(_ ref: String, _ key: String) throws -> JSONValue {
        let answer = run(["status", ref, "--format", "json"])
        guard case .array(let referrals)? = try JSONValue(parsing: answer.output)["referrals"]
        else {
            return .null
        }
        return referrals.first?[key] ?? .null
    }
}

private final class Streams: Sendable {
    let input: Mutex<[UInt8]>
    let output = Mutex<[UInt8]>([])
    let errors = Mutex<[UInt8]>([])

    init(input: [UInt8]) { self.input = Mutex(input) }
}
