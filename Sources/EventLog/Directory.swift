import Notation
public import SystemPackage

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Directories by path.
public enum Directory {
    /// The names in a directory, in the order of their bytes.
    public static func names(in path: FilePath) throws(SystemFault) -> [String] {
        try OpenDirectory(path).names().texts.map(\.text)
    }

    /// The names in a directory that end so, in the order of their bytes, with which files they are.
    ///
    /// What is taken away between the listing and the question is not there.
    static func files(
        in path: FilePath,
        ending suffix: String
    ) throws(SystemFault) -> [(name: String, identity: FileIdentity)] {
        let directory = try OpenDirectory(path)
        let names = try directory.names(ending: suffix)
        var files: [(name: String, identity: FileIdentity)] = []
        for number in 0..<UInt32(names.count) {
            guard let identity = try directory.identity(of: number, in: names) else { continue }
            files.append((names[number].text, identity))
        }
        return files
    }

    /// Refuses a link, a pipe or a device where a directory should be or will be.
    public static func check(_ path: FilePath) throws(SystemFault) {
        let kind = try SystemCalls.identity(at: path, followingLinks: false)?.kind
        if kind == .link || kind == .other { throw SystemFault(misplaced: path) }
    }

    /// Makes a directory unless it is there.
    public static func make(_ path: FilePath, mode: UInt16 = 0o755) throws(SystemFault) {
        try SystemCalls.makeDirectory(path, mode: mode_t(mode))
    }

    /// Returns once the entries of a directory are on stable storage.
    public static func sync(_ path: FilePath) throws(SystemFault) {
        let path = path.isEmpty ? FilePath(".") : path
        let descriptor = try SystemCalls.openDirectory(path)
        defer { SystemCalls.close(descriptor) }
        try SystemCalls.syncDirectory(descriptor, path)
    }
}
