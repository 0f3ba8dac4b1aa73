import ArgumentParser
import EventLog
import Notation
import Project
import SystemPackage

/// Runs the tool: reads the command line, runs the command, and turns errors into words.
public enum Start {
    /// Runs this process's command line and ends the process with its status.
    public static func main() -> Never {
        let words = CommandLine.arguments
        Machine.prepare()
        let directory = Machine.workingDirectory
        let invocation = Machine.invocation(in: directory ?? "/")
        guard !words.isEmpty else {
            // Where no file can be opened, Linux does not tell a process its own words.
            invocation.warn("the command line cannot be read: allow more open files, see ulimit -n")
            Machine.end(ExitStatus.inputOutput.rawValue)
        }
        guard Machine.wordsAreText else {
            invocation.warn(
                "a word of the command line is not UTF-8: convert it, or have the terminal write UTF-8"
            )
            Machine.end(ExitStatus.badData.rawValue)
        }
        if let name = Machine.variableWithoutText(among: variables(readBy: words)) {
            invocation.warn("\(name) is not UTF-8: convert it")
            Machine.end(ExitStatus.badData.rawValue)
        }
        guard directory != nil else {
            invocation.warn("the working directory is gone: change to one that is there")
            Machine.end(ExitStatus.notFound.rawValue)
        }
        Machine.end(run(Array(words.dropFirst()), invocation).rawValue)
    }

    /// The variables with text that a command line reads: none that an option stands in for, and none
    /// where it asks for help.
    private static func variables(readBy words: [String]) -> [String] {
        let asksForHelp = words.contains { ["--help", "-h", "--version", "help"].contains($0) }
        guard !asksForHelp else { return [] }
        return ["REFERRAL_PEOPLE"]
            + (words.contains("--actor") ? [] : ["REFERRAL_ACTOR"])
            + (words.contains("-C") ? [] : ["REFERRAL_DIR"])
    }

    /// Runs a command line in given surroundings.
    public static func run(_ arguments: [String], _ invocation: Invocation) -> ExitStatus {
        do {
            // Asked by scripts before all else, and answered before the parser is set up.
            if arguments == ["--version"] {
                throw HelpRequest(text: ReferralTool.configuration.version)
            }
            if let line = PlainCommandLine(arguments),
                let status = try line.command.run(line, in: invocation)
            {
                return status
            }
            let arguments = try CommandLineForm.normal(arguments)
            let command = try CommandLineForm.command(arguments) ?? parse(arguments)
            return try command.run(in: invocation)
        } catch let help as HelpRequest {
            return status(invocation) { try invocation.say(help.text) }
        } catch {
            return status(invocation) { throw error }
        }
    }

    /// The status of what may fail, once that is said; where the reader is gone there is nobody to tell.
    private static func status(
        _ invocation: Invocation,
        _ body: () throws -> Void
    ) -> ExitStatus {
        do {
            try body()
            return .done
        } catch let fault as SystemFault where fault.isBrokenPipe {
            return .inputOutput
        } catch {
            let failure = Failure(error)
            invocation.warn(failure.message)
            return failure.status
        }
    }

    private struct HelpRequest: Error {
        let text: String
    }

    /// What a command answers that is there to be explained: the tool itself, and `help`.
    private static func help(_ command: any ParsableCommand) -> HelpRequest {
        var command = command
        do {
            try command.run()
            return HelpRequest(text: ReferralTool.helpMessage())
        } catch {
            return HelpRequest(text: ReferralTool.fullMessage(for: error))
        }
    }

    /// The command that the parser of the whole tool reads; else its help, or why there is none.
    private static func parse(_ arguments: [String]) throws -> any LedgerCommand {
        let parsed: any ParsableCommand
        do {
            parsed = try ReferralTool.parseAsRoot(arguments)
        } catch {
            guard ReferralTool.exitCode(for: error) != .success else {
                try refuseTextTakenForHelp(arguments)
                throw HelpRequest(text: ReferralTool.fullMessage(for: error))
            }
            let said = ReferralTool.message(for: error).split(separator: "\n").first ?? ""
            try refuseTextTakenForOption(arguments, String(said))
            let command = (["referral"] + CommandLineForm.path(arguments)).joined(separator: " ")
            guard !CommandLineForm.tellsOfSpareWords(String(said)) else {
                throw Failure(
                    .usage,
                    "too many words: put a text of several in quotes, and see \(command) --help"
                )
            }
            let problem = CommandLineForm.discreet(String(said), about: arguments)
            throw Failure(
                .usage,
                "\(CommandLineForm.plain(problem)): see \(command) --help"
            )
        }
        guard let command = parsed as? any LedgerCommand else {
            try refuseTextTakenForHelp(arguments)
            throw help(parsed)
        }
        return command
    }

    /// Refuses a text such as `- half of them came`, of which the parser takes the h for `-h`.
    private static func refuseTextTakenForHelp(_ arguments: [String]) throws(Failure) {
        guard !arguments.contains("-h"), !arguments.contains("--help"),
            arguments.contains(where: { $0.hasPrefix("-") && $0.contains(" ") })
        else { return }
        throw textTakenForOptions
    }

    /// Refuses a word such as `-rang`, which no option is, without repeating it.
    private static func refuseTextTakenForOption(
        _ arguments: [String],
        _ said: String
    ) throws(Failure) {
        let isText = arguments.contains { word in
            // An option with one dash too few is told from a text by what the parser finds near it.
            word.hasPrefix("-") && !word.hasPrefix("--") && word.utf8.count > 2
                && said.contains("option '\(word)'") && !said.contains("'-\(word)'")
        }
        if isText { throw textTakenForOptions }
    }

    private static var textTakenForOptions: Failure {
        Failure(.usage, "a text that begins with - is taken for options: put -- before it")
    }
}
