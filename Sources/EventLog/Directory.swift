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
        let names = try SystemCalls.names(in: path)
        return order(of: names).map { names[$0] }
    }

    /// The names in a directory that end so, in the order of their bytes, with which files they are.
    ///
    /// What is taken away between the listing and the question is not there.
    static func files(
        in path: FilePath,
        ending suffix: String
    ) throws(SystemFault) -> [(name: String, identity: FileIdentity)] {
        try SystemCalls.names(in: path) { names, identity in
            let names = names.filter { $0.hasSuffix(suffix) }
            return order(of: names).compactMap { index in
                identity(names[index]).map { (names[index], $0) }
            }
        }
    }

    /// The numbers of names in the order of their bytes.
    ///
    /// Names are moved as seldom as can be: the first 16 bytes, as one number, tell most apart.
    private static func order(of names: [String]) -> [Int] {
        let ranked = names.enumerated().map { index, name in
            let bytes = name.utf8Span.span
            let (high, low) = (bytes.eight(at: 0).byteSwapped, bytes.eight(at: 8).byteSwapped)
            return (key: UInt128(high) << 64 | UInt128(low), index: index)
        }
        return ranked.sorted { one, other in
            guard one.key == other.key else { return one.key < other.key }
            return names[one.index].utf8.lexicographicallyPrecedes(names[other.index].utf8)
        }.map(\.index)
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
        let descriptor = try SystemCalls.open(path, O_RDONLY | O_DIRECTORY, mode: 0)
        defer { SystemCalls.close(descriptor) }
        try SystemCalls.syncDirectory(descriptor, path)
    }
}
