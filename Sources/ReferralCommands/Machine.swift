import EventLog
import Notation
import Subprocess
import SystemPackage

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The real machine, as one run of a command meets it; the one file here that handles pointers.
enum Machine {
    /// The invocation of this process.
    static func invocation(in workingDirectory: FilePath) -> Invocation {
        Invocation(
            workingDirectory: workingDirectory,
            environment: variable,
            clock: now,
            input: { try StandardStreams.readBlock() },
            output: { bytes in try StandardStreams.writeOutput(bytes) },
            error: { bytes in StandardStreams.writeError(bytes) },
            terminal: isatty(1) == 1 ? terminal : nil,
            errorIsTerminal: isatty(2) == 1,
            account: { account },
            git: Git.output
        )
    }

    /// Has a file that is too large be an error of the write, not the end of the process, and no file
    /// of the ledger take the number of a standard stream that is closed.
    static func prepare() {
        _ = signal(SIGXFSZ, SIG_IGN)
        for stream in Int32(0)...2 where fcntl(stream, F_GETFD) < 0 {
            // Using the stream fails as before: what is opened goes the other way.
            _ = unsafe open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY)
        }
    }

    /// Whether all words of the command line are UTF-8; where not, Swift's have other bytes.
    static var wordsAreText: Bool {
        for index in 0..<Int(CommandLine.argc) {
            guard let word = unsafe CommandLine.unsafeArgv[index] else { continue }
            if unsafe String(validatingCString: word) == nil { return false }
        }
        return true
    }

    /// The first of some variables that is not UTF-8.
    static func variableWithoutText(among names: [String]) -> String? {
        names.first { name in
            guard let value = unsafe getenv(name) else { return false }
            return unsafe String(validatingCString: value) == nil
        }
    }

    /// Ends the process.
    static func end(_ status: Int32) -> Never { exit(status) }

    private static func variable(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    private static func now() -> Instant {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Where the process runs; `nil` where that directory is gone.
    static var workingDirectory: FilePath? {
        guard let path = unsafe getcwd(nil, 0) else { return nil }
        defer { unsafe free(path) }
        return unsafe FilePath(platformString: path)
    }

    private static var terminal: Terminal {
        var size = winsize()
        let isKnown = unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0
        return Terminal(
            columns: isKnown && size.ws_col > 0 ? Int(size.ws_col) : 80,
            lines: isKnown && size.ws_row > 0 ? Int(size.ws_row) : 24,
            page: page
        )
    }

    /// Runs a pager, which the user's environment names, on text.
    private static func page(_ command: String, _ text: [UInt8]) -> Bool {
        // A pager that is left early, or is not there, closes its end of the pipe.
        _ = signal(SIGPIPE, SIG_IGN)
        defer { _ = signal(SIGPIPE, SIG_DFL) }
        let status = waiting {
            try? await run(
                .path("/bin/sh"),
                arguments: ["-c", command],
                input: .inputWriter,
                output: .currentStandardOutput,
                error: .currentStandardError
            ) { pager in
                _ = try? await pager.standardInputWriter.write(text)
                try? await pager.standardInputWriter.finish()
            }.terminationStatus
        }
        // 127 and 126: the shell could not run it.
        switch status {
        case nil, .exited(126), .exited(127): return false
        case .exited, .signaled: return true
        }
    }

    private static var account: String {
        var name = [CChar](repeating: 0, count: 256)
        let host =
            unsafe gethostname(&name, 255) == 0
            ? String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            : "localhost"
        return "\(variable("USER") ?? variable("LOGNAME") ?? "user")@\(host)"
    }
}
