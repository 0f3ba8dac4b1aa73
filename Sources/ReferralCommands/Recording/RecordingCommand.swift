import ReferralModel

/// A command that records events: one from its command line, or many from a batch.
protocol RecordingCommand: LedgerCommand {
    var options: LedgerOptions { get }
    var recording: RecordingOptions { get }
    /// What a line of a batch may have beside the common keys.
    static var keys: [String] { get }
    /// Whether it looks into the directory of providers.
    static var readsProviders: Bool { get }
    /// What the command line says.
    var words: Words { get throws }
    /// Checks one recording against the state and adds its event.
    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry
    /// What people read once a single recording is on disk; nothing for most commands.
    static func acknowledgement(_ entry: Entry, _ event: Event?) -> String?
}

extension RecordingCommand {
    static var readsProviders: Bool { false }

    static func acknowledgement(_ entry: Entry, _ event: Event?) -> String? { nil }

    /// What the command line asks to be recorded.
    var asked: Recording {
        get throws {
            Recording(
                command: Self.self,
                words: try words,
                manner: try recording.manner,
                settings: options
            )
        }
    }

    func run(in invocation: Invocation) throws -> ExitStatus {
        try asked.run(in: invocation)
    }
}

extension PlainCommand where Self: RecordingCommand {
    static var named: [String] {
        Words.ofAnyEvent + keys.filter { !places.contains($0) && !switches.contains($0) }
    }

    static func run(
        _ line: PlainCommandLine,
        in invocation: Invocation
    ) throws -> ExitStatus? {
        try Recording(Self.self, line)?.run(in: invocation)
    }
}

extension Recording {
    /// What a command line asks to be recorded; `nil` where something is given twice, or no tag.
    init?(_ command: any RecordingCommand.Type, _ line: PlainCommandLine) {
        var words = Words()
        for (key, value) in line.values {
            if key == "tag" {
                do { try words.add(tag: value) } catch { return nil }
            } else {
                guard line.values.count(where: { $0.key == key }) == 1 else { return nil }
                words[key] = value
            }
        }
        self.init(
            command: command,
            words: words,
            manner: RecordingManner(),
            settings: line.settings
        )
    }
}
