import SystemPackage

/// The streams that a process is given, with every byte accounted for.
public enum StandardStreams {
    /// Writes every byte to standard output.
    public static func writeOutput(_ bytes: [UInt8]) throws(SystemFault) {
        try SystemCalls.write(1, bytes.span, to: "standard output")
    }

    /// Writes every byte to standard error; where that fails there is nobody left to tell.
    public static func writeError(_ bytes: [UInt8]) {
        try? SystemCalls.write(2, bytes.span, to: "standard error")
    }

    /// Reads some more of standard input; nothing at its end.
    public static func readBlock() throws(SystemFault) -> [UInt8] {
        try SystemCalls.read(0, count: 65_536, of: "standard input")
    }
}
