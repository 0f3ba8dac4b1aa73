import EventLog
public import Notation
import ReferralModel
import Rendering
public import SystemPackage

/// Everything around one run of a command: where it runs, its clock and its streams.
///
/// The tool makes one of the real machine; a test makes one of its own.
public struct Invocation: Sendable {
    /// Where it runs, an absolute path.
    public let workingDirectory: FilePath
    /// Looks up a variable of the environment.
    public let environment: @Sendable (String) -> String?
    /// The reading of the machine's clock.
    public let clock: @Sendable () -> Instant
    /// Reads some more of standard input; nothing at its end.
    public let input: @Sendable () throws -> [UInt8]
    /// Writes to standard output.
    public let output: @Sendable ([UInt8]) throws -> Void
    /// Writes to standard error.
    public let error: @Sendable ([UInt8]) -> Void
    /// The terminal on standard output; `nil` where it is none.
    public let terminal: Terminal?
    /// Whether standard error is a terminal, where progress may be shown.
    public let errorIsTerminal: Bool
    /// Who runs it, where nothing else says: `user@host`.
    public let account: @Sendable () -> String
    /// What a git command prints in a directory; `nil` where it fails, or there is no git.
    public let git: @Sendable (_ arguments: [String], _ directory: FilePath) -> [UInt8]?

    /// Puts an invocation together.
    public init(
        workingDirectory: FilePath,
        environment: @escaping @Sendable (String) -> String?,
        clock: @escaping @Sendable () -> Instant,
        input: @escaping @Sendable () throws -> [UInt8],
        output: @escaping @Sendable ([UInt8]) throws -> Void,
        error: @escaping @Sendable ([UInt8]) -> Void,
        terminal: Terminal?,
        errorIsTerminal: Bool = false,
        account: @escaping @Sendable () -> String,
        git: @escaping @Sendable (_ arguments: [String], _ directory: FilePath) -> [UInt8]?
    ) {
        self.workingDirectory = workingDirectory
        self.environment = environment
        self.clock = clock
        self.input = input
        self.output = output
        self.error = error
        self.terminal = terminal
        self.errorIsTerminal = errorIsTerminal
        self.account = account
        self.git = git
    }

    /// A variable of the environment; an empty one counts as none.
    func variable(_ name: String) -> String? {
        environment(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Reads standard input to its end.
    func readInput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let block = try input()
            if block.isEmpty { return bytes }
            bytes += block
        }
    }

    /// Writes a line to standard output.
    func say(_ text: String) throws { try output(Array((text + "\n").utf8)) }

    /// Writes whole lines of an answer in a form; on a terminal nothing in what machines read is obeyed.
    func output(_ bytes: [UInt8], as format: OutputFormat) throws {
        guard terminal != nil, !format.isForPeople else { return try output(bytes) }
        let text = String(decoding: bytes, as: UTF8.self)
        let isJSON = format == .json || format == .ndjson
        try output(Array(DisplayWidth.inertLines(text, inJSON: isJSON).utf8))
    }

    /// Writes a line to standard error, nothing in it obeyed by a terminal; of what is too long for a
    /// line the middle is left out.
    func warn(_ text: String) {
        let isLong = text.utf8.count > 8192
        let shown = isLong ? "\(text.prefix(1024)) … \(text.suffix(1024))" : text
        error(Array(("referral: " + DisplayWidth.inert(shown) + "\n").utf8))
    }

    /// The same with nothing said on standard error, where it was said before.
    var silent: Invocation {
        Invocation(
            workingDirectory: workingDirectory,
            environment: environment,
            clock: clock,
            input: input,
            output: output,
            error: { _ in },
            terminal: terminal,
            errorIsTerminal: errorIsTerminal,
            account: account,
            git: git
        )
    }

    /// Says that what this machine acknowledged last is gone.
    func warn(ofLost head: Digest) {
        warn(
            "what was recorded last on this machine is gone (\(head)): history was rewritten, or git "
                + "was told to drop it; bring it back with git, or record it anew"
        )
    }

    /// Says that a ledger may hold what this program does not know.
    func warn(ofFormat version: Int) {
        guard version > Founded.currentVersion else { return }
        warn(
            "this ledger has format \(version), newer than this program's "
                + "\(Founded.currentVersion): what it does not know is left out"
        )
    }

    /// A path as it was typed, made absolute.
    func path(_ typed: String) -> FilePath { workingDirectory.pushing(FilePath(typed)) }

    /// The width that text is laid out for; `nil` where nothing limits it.
    var textWidth: Int? {
        if let columns = variable("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
        return terminal?.columns
    }

    /// Whether text may be set off by a terminal's means: never by colour, never with `NO_COLOR`.
    private var isStyled: Bool {
        terminal != nil && variable("NO_COLOR") == nil && variable("TERM") != "dumb"
    }

    /// Writes an answer of what is done already: where that fails, what is done is said too.
    ///
    /// - `done`: What is done, as a sentence without its end.
    func saying(done: String, _ answer: () throws -> Void) throws {
        do {
            try answer()
        } catch let fault as SystemFault {
            throw Failure(
                .inputOutput,
                "\(done); standard output failed: \(fault.explanation)"
            )
        }
    }

    /// Writes a document in a form; long text on a terminal goes through a pager, if one is named.
    func show(_ document: Document, as format: OutputFormat) throws {
        try show(
            document.rendered(as: format, width: textWidth, styled: isStyled),
            as: format
        )
    }

    /// Writes a document of many rows as they go by; on a terminal text is put together first.
    func show(_ document: LongDocument<some Any>, as format: OutputFormat) throws {
        guard terminal != nil, format == .text else {
            return try document.render(
                as: format,
                width: textWidth,
                to: { try output($0, as: format) }
            )
        }
        var bytes: [UInt8] = []
        try document.render(as: format, width: textWidth, styled: isStyled) { bytes += $0 }
        try show(bytes, as: format)
    }

    private func show(_ bytes: [UInt8], as format: OutputFormat) throws {
        if format == .text, let terminal,
            let pager = variable("REFERRAL_PAGER") ?? variable("PAGER"),
            bytes.count(where: { $0 == 0x0A }) >= terminal.lines,
            terminal.page(pager, bytes)
        {
            return
        }
        try output(bytes, as: format)
    }
}
