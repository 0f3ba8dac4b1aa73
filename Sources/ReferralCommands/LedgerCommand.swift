import ArgumentParser

/// A command of the tool; it is run with its surroundings.
protocol LedgerCommand: ParsableCommand {
    /// Does what the command is for.
    func run(in invocation: Invocation) async throws -> ExitStatus
}
