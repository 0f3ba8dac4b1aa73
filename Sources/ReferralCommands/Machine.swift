import EventLog
import Notation
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
            input: { try StandardStreams.readInput() },
            output: { bytes in try StandardStreams.writeOutput(bytes) },
            error: { bytes in StandardStreams.writeError(bytes) },
            terminalWidth: isatty(1) == 1 ? width : nil,
            account: { account }
        )
    }

    /// Has a file that is too large be an error of the write, not the end of the process.
    static func prepare() { _ = signal(SIGXFSZ, SIG_IGN) }

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

    private static var width: Int {
        var size = winsize()
        guard unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
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
