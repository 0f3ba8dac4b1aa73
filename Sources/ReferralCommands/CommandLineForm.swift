import ArgumentParser

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
        var path: [String] = []
        var commands = ReferralTool.configuration.subcommands
        for argument in arguments {
            guard let next = commands.first(where: { name(of: $0) == argument }) else { break }
            path.append(argument)
            commands = next.configuration.subcommands
        }
        return path
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

    /// A command's name, which each says itself: to spell a type's name takes half a millisecond.
    private static func name(of command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? ""
    }

    private static func unknown(_ arguments: [String]) -> Failure? {
        guard let first = arguments.first, !first.hasPrefix("-") else { return nil }
        let names = ReferralTool.configuration.subcommands.map(name(of:))
        guard !names.contains(first) else { return nil }
        return Failure(
            .usage,
            "no command is called \(first)\(Failure.hint(first, names)): see referral --help"
        )
    }
}
