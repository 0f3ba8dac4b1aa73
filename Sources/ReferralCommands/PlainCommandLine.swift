/// A command whose plainest command lines are read without the parser of options: to prepare that
/// takes as long as the command does.
protocol PlainCommand: LedgerCommand {
    /// What the words are that stand there without an option, in their order.
    static var places: [String] { get }
    /// The options that have a value, `_` for `-`.
    static var named: [String] { get }
    /// The options that have none.
    static var switches: [String] { get }

    /// Does what a command line asks for.
    ///
    /// - Returns: `nil` where the line is the parser's after all; then nothing was done.
    static func run(_ line: PlainCommandLine, in invocation: Invocation) throws
        -> ExitStatus?
}

extension PlainCommand {
    static var switches: [String] { [] }
}

/// A command line in the plainest form: a command, words, and options with their values behind them.
struct PlainCommandLine {
    let command: any PlainCommand.Type
    /// What was given, in the order in which it was typed; `true` for what has no value.
    private(set) var values: [(key: String, value: String)] = []
    private(set) var settings = PlainSettings()

    /// Reads a command line.
    ///
    /// - Returns: `nil` for any other form, which is the parser's: `--option=value`, an abbreviation,
    ///   a request for help, and whatever is wrong.
    init?(_ arguments: [String]) {
        var rest = arguments[...]
        while let word = rest.first, word.hasPrefix("-") {
            rest.removeFirst()
            guard let value = Self.value(&rest), settings.set(word, to: value) else { return nil }
        }
        guard let name = rest.popFirst(), let command = ReferralTool.plainCommand(name) else {
            return nil
        }
        self.command = command
        var places = command.places[...]
        while let word = rest.popFirst() {
            // No option has a blank in it.
            guard word.hasPrefix("-"), !word.contains(" ") else {
                guard let place = places.popFirst(), !word.isEmpty else { return nil }
                values.append((place, word))
                continue
            }
            let option = Self.key(word)
            if let option, command.switches.contains(option) {
                values.append((option, "true"))
                continue
            }
            guard let value = Self.value(&rest) else { return nil }
            if let option, command.named.contains(option) {
                values.append((option, value))
            } else {
                guard settings.set(word, to: value) else { return nil }
            }
        }
    }

    /// The key of a long option.
    private static func key(_ word: String) -> String? {
        guard word.hasPrefix("--"), !word.contains("_") else { return nil }
        let key = word.utf8.dropFirst(2).map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
        return String(decoding: key, as: UTF8.self)
    }

    /// The value behind an option; none for what may be another option.
    private static func value(_ rest: inout ArraySlice<String>) -> String? {
        guard let value = rest.popFirst(), !value.hasPrefix("--"), value != "-h" else { return nil }
        return value
    }
}

extension PlainSettings {
    /// Takes the value of an option; whether there is one of that name.
    fileprivate mutating func set(_ option: String, to value: String) -> Bool {
        switch option {
        case "-C": directory = value
        case "--now": now = value
        case "--format": format = value
        case "--lock-timeout": lockTimeout = value
        default: return false
        }
        return true
    }
}
