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
        try SystemCalls.names(in: path).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Makes a directory unless it is there.
    public static func make(_ path: FilePath, mode: UInt16 = 0o755) throws(SystemFault) {
        try SystemCalls.makeDirectory(path, mode: mode_t(mode))
    }

    /// Returns once the entries of a directory are on stable storage.
    public static func sync(_ path: FilePath) throws(SystemFault) {
        let path = path.isEmpty ? FilePath(".") : path
        let descriptor = try SystemCalls.open(path, O_RDONLY | O_DIRECTORY, mode: 0)
        defer { SystemCalls.close(descriptor) }
        try SystemCalls.syncDirectory(descriptor, path)
    }
}
