import Subprocess
import SystemPackage

/// Questions that only git itself can answer.
enum Git {
    /// Settings that go before all of a repository's own, which may come from anybody: git starts no
    /// program for them, and takes no directory for a repository that only looks like one.
    private static let safeguards = [
        "core.fsmonitor=false", "core.hooksPath=/dev/null", "log.showSignature=false",
        "safe.bareRepository=explicit",
    ].flatMap { ["-c", $0] }

    /// Variables that lead git to another repository than that of the directory: a hook has them of its
    /// own, also where it goes into a clone.
    private static let elsewhere: [Environment.Key] = [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX",
    ]

    /// What a git command prints; `nil` where it fails, or there is no git.
    static func output(of arguments: [String], in directory: FilePath) async -> [UInt8]? {
        let result = try? await run(
            .name("git"),
            arguments: Arguments(safeguards + ["-C", directory.string] + arguments),
            environment: .inherit.updating(
                Dictionary(uniqueKeysWithValues: elsewhere.map { ($0, nil) })
            ),
            output: .bytes(limit: 4096),
            error: .discarded
        )
        guard let result, result.terminationStatus.isSuccess else { return nil }
        return result.standardOutput
    }

    /// Whether git would leave a file of this directory out, by what somebody told it to ignore.
    static func ignores(_ file: String, in directory: FilePath) async -> Bool {
        await output(of: ["check-ignore", "--quiet", "--", file], in: directory) != nil
    }

    /// Whether git keeps a file of this directory in its history.
    static func tracks(_ file: String, in directory: FilePath) async -> Bool {
        await output(of: ["ls-files", "--error-unmatch", "--", file], in: directory) != nil
    }
}
