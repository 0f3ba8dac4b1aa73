import Notation
import Subprocess
import SystemPackage

/// The git of this machine, for questions that only it can answer.
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
    ///
    /// It is found in `PATH` beforehand: where a name is given, a process is begun for each directory.
    static func output(_ arguments: [String], in directory: FilePath) -> [UInt8]? {
        waiting {
            guard
                let git = try? await Executable.name("git").resolveExecutablePath(in: .inherit),
                let result = try? await run(
                    .path(git),
                    arguments: Arguments(safeguards + ["-C", directory.string] + arguments),
                    environment: .inherit.updating(
                        Dictionary(uniqueKeysWithValues: elsewhere.map { ($0, nil) })
                    ),
                    output: .bytes(limit: 4096),
                    error: .discarded
                ), result.terminationStatus.isSuccess
            else { return nil }
            return result.standardOutput
        }
    }
}

extension Invocation {
    /// Whether git would leave a file of a directory out, by what somebody told it to ignore.
    func gitIgnores(_ file: String, in directory: FilePath) -> Bool {
        git(["check-ignore", "--quiet", "--", file], directory) != nil
    }

    /// Whether git keeps a file of a directory in its history.
    func gitTracks(_ file: String, in directory: FilePath) -> Bool {
        git(["ls-files", "--error-unmatch", "--", file], directory) != nil
    }
}
