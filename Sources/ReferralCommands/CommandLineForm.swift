import Project

/// The command line before it is parsed: what holds for every command alike.
enum CommandLineForm {
    /// Moves options that stand before the command's name behind it, as `git -C DIR` has it, and
    /// refuses a command that there is not.
    static func normal(_ arguments: [String]) throws -> [String] {
        var leading: [String] = []
        var rest = arguments[...]
        while let first = rest.first {
            let isJoined =
                ["--now=", "--format=", "--lock-timeout="].contains { first.hasPrefix($0) }
                || (first.hasPrefix("-C") && first != "-C")
            let isOption = ["-C", "--now", "--format", "--lock-timeout"].contains(first)
            guard isJoined || (isOption && rest.count >= 2) else { break }
            leading += rest.prefix(isJoined ? 1 : 2)
            rest = rest.dropFirst(isJoined ? 1 : 2)
        }
        if rest.isEmpty { return [] }
        var named = rest
        if named.first == "help" {
            named = named.dropFirst()
            if let unknown = unknown(Array(named)) { throw unknown }
            return Array(rest)
        }
        if let unknown = unknown(Array(rest)) { throw unknown }
        let path = path(Array(rest))
        return path + leading + rest.dropFirst(path.count)
    }

    /// The names of commands that a command line begins with.
    static func path(_ arguments: [String]) -> [String] {
        Array(arguments.prefix(chain(arguments).count))
    }

    /// The command that a command line names, read by its own parser.
    ///
    /// The parser of the whole tool reads it the same way, once it has prepared all the commands:
    /// that is a tenth of the time of a short command.
    ///
    /// - Returns: `nil` where the words do not make a command: the whole tool's parser says why.
    static func command(_ arguments: [String]) -> (any LedgerCommand)? {
        let chain = chain(arguments)
        return chain.last?.reading(Array(arguments[chain.count...]))
    }

    /// The commands that a command line begins with, each one of those under the one before.
    private static func chain(_ arguments: [String]) -> [any LedgerCommand.Type] {
        var chain: [any LedgerCommand.Type] = []
        var commands = ReferralTool.commands
        for argument in arguments {
            guard let next = commands.first(where: { $0.commandName == argument }) else { break }
            chain.append(next)
            commands = next.commands
        }
        return chain
    }

    /// What the parser says, without its capital letter and its full stop.
    static func plain(_ problem: String) -> String {
        var text = problem[...]
        if text.hasPrefix("Error: ") { text = text.dropFirst(7) }
        if text.hasSuffix(".") { text = text.dropLast() }
        guard let first = text.first, text.dropFirst().first?.isLowercase == true else {
            return String(text)
        }
        return first.lowercased() + text.dropFirst()
    }

    /// Whether the parser says that there are words which no option and no argument takes.
    static func tellsOfSpareWords(_ said: String) -> Bool {
        said.contains("nexpected argument")
    }

    /// What the parser says, without the words that may be a name or a text.
    static func discreet(_ said: String, about arguments: [String]) -> String {
        // What is two dashes and a text was perhaps never to be an option.
        (arguments + arguments.map { String($0.prefix { $0 != "=" }) })
            .filter { !Handle.isValid(String($0.drop { $0 == "-" })) }
            .reduce(said) { $0.replacing(" '\($1)'", with: "") }
    }

    private static func unknown(_ arguments: [String]) -> Failure? {
        guard let first = arguments.first, !first.hasPrefix("-"),
            !ReferralTool.commands.contains(where: { $0.commandName == first })
        else { return nil }
        let names = ReferralTool.commands.map { $0.commandName }
        return Failure(
            .usage,
            "no command is called \(Failure.word(first))\(Failure.hint(first, names)): see referral --help"
        )
    }
}
