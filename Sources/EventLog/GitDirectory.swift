import SystemPackage

/// The git directory that a ledger is in, as far as appending needs it: no git is run.
struct GitDirectory {
    /// Where `HEAD` and `index.lock` are: a `.git` directory, or what a `.git` file points to.
    let path: FilePath

    /// Looks from a directory upwards; `nil` where no git work tree holds it.
    init?(holding ledger: FilePath) throws(SystemFault) {
        var directory = ledger.string
        while true {
            let candidate = FilePath(directory + "/.git")
            if let identity = try File.identity(at: candidate) {
                guard identity.kind != .directory else {
                    path = candidate
                    return
                }
                guard let named = try Self.link(candidate) else { return nil }
                path = FilePath(directory + "/").pushing(named).lexicallyNormalized()
                return
            }
            guard let slash = directory.lastIndex(of: "/") else { return nil }
            directory = String(directory[..<slash])
        }
    }

    /// The name of the branch that is checked out, `HEAD` where none is.
    func branch() throws(SystemFault) -> String {
        guard let bytes = try File.bytesIfPresent(at: path.appending("HEAD")) else { return "" }
        let head = String(decoding: bytes, as: UTF8.self)
        let prefix = "ref: refs/heads/"
        guard head.hasPrefix(prefix) else { return "HEAD" }
        return String(head.dropFirst(prefix.count).prefix { $0 != "\n" && $0 != "\r" })
    }

    /// Whether git is changing files of the work tree just now: it holds an empty `index.lock`.
    ///
    /// Git fills the lock only after its last write to the work tree, and keeps a full one as
    /// long as the editor of a commit is open; a full one stops nobody.
    func isChangingFiles() throws(SystemFault) -> Bool {
        try File.identity(at: path.appending("index.lock"))?.size == 0
    }

    private static func link(_ file: FilePath) throws(SystemFault) -> FilePath? {
        let text = String(decoding: try File.bytes(at: file), as: UTF8.self)
        guard text.hasPrefix("gitdir: ") else { return nil }
        return FilePath(String(text.dropFirst(8).prefix { $0 != "\n" && $0 != "\r" }))
    }
}
