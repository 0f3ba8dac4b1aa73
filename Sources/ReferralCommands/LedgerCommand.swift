import ArgumentParser

/// A command of the tool; it is run with its surroundings.
protocol LedgerCommand: ParsableCommand {
    /// The commands under this one.
    static var commands: [any LedgerCommand.Type] { get }

    /// Does what the command is for.
    func run(in invocation: Invocation) throws -> ExitStatus
}

extension CommandConfiguration {
    /// One of the tool's commands.
    ///
    /// It says that it is one, so that its parser does not ask first, of each command line, whether a
    /// script of completions for it as a tool of its own is wanted.
    init(
        command name: String,
        abstract: String,
        discussion: String,
        subcommands: [any ParsableCommand.Type] = [],
        defaultSubcommand: (any ParsableCommand.Type)? = nil
    ) {
        self.init(
            commandName: name,
            _superCommandName: "referral",
            abstract: abstract,
            discussion: discussion,
            subcommands: subcommands,
            defaultSubcommand: defaultSubcommand
        )
    }
}

extension LedgerCommand {
    static var commands: [any LedgerCommand.Type] { [] }

    /// Its name, which each command says itself: to spell a type's name takes half a millisecond.
    static var commandName: String { configuration.commandName ?? "" }

    /// Reads the words that stand behind the command's name; `nil` where it does not take them.
    static func reading(_ words: [String]) -> Self? { try? parseAsRoot(words) as? Self }
}
