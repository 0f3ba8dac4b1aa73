public import SystemPackage

/// A call of the system that failed.
public struct SystemFault: Error, Equatable, Sendable {
    /// The name of the call, such as `open`.
    public let call: String
    /// The file it was about.
    public let path: FilePath
    /// The value of `errno`.
    public let code: Int32

    /// Notes a failed call.
    public init(call: String, path: FilePath, code: Int32) {
        self.call = call
        self.path = path
        self.code = code
    }

    /// Notes that something else than a file, or than a directory, is where one should be.
    init(misplaced path: FilePath) {
        self.init(call: "open", path: path, code: Self.misplacement)
    }

    /// Stands for `errno` where that is the only fault.
    private static let misplacement: Int32 = -1

    /// What the system calls the error, such as "No space left on device".
    public var explanation: String {
        isMisplaced ? "neither a file nor a directory" : Errno(rawValue: code).description
    }

    /// Whether the caller lacks the right: EACCES, EPERM or EROFS.
    public var isPermission: Bool {
        let error = Errno(rawValue: code)
        return error == .permissionDenied || error == .notPermitted || error == .readOnlyFileSystem
    }

    /// Whether a link, a pipe or a device is at the path.
    public var isMisplaced: Bool { code == Self.misplacement }

    /// Whether there is nothing at the path.
    public var isAbsence: Bool { Errno(rawValue: code) == .noSuchFileOrDirectory }

    /// Whether a file stands where a directory should be or will be.
    public var isFileInTheWay: Bool { Errno(rawValue: code) == .notDirectory || isTaken }

    /// Whether the name is another file's.
    var isTaken: Bool { Errno(rawValue: code) == .fileExists }

    /// Whether the file system has no locks.
    var isWithoutLocks: Bool {
        [.notSupported, .noLocks, .invalidArgument].contains(Errno(rawValue: code))
    }

    /// Whether the reader of a pipe has gone.
    public var isBrokenPipe: Bool { Errno(rawValue: code) == .brokenPipe }
}
