import SystemPackage

/// Puts a cache in place of an older one: written beside it and renamed, with nothing synced.
enum Draft {
    /// Writes a file and renames it into place, unless another command is doing just that.
    static func replace(
        _ path: FilePath,
        write: (File) throws(SystemFault) -> Void
    ) throws(SystemFault) {
        let draft = FilePath(path.string + ".new")
        let file = try File(keeping: draft)
        guard try file.tryLock(),
            try File.identity(at: draft)?.isSameFile(as: file.identity) == true
        else { return }
        do {
            try file.truncate(to: 0)
            try write(file)
            try SystemCalls.rename(draft, to: path)
        } catch {
            SystemCalls.remove(draft)
            throw error
        }
    }
}
