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

    /// Notes that what was opened is no plain file.
    init(noPlainFile path: FilePath) {
        self.init(call: "open", path: path, code: Self.noPlainFile)
    }

    /// Stands for `errno` where the call went well, and what was opened is no plain file.
    private static let noPlainFile: Int32 = -1

    /// What the system calls the error, such as "No space left on device".
    public var explanation: String {
        isNoPlainFile ? "it is no plain file" : Errno(rawValue: code).description
    }

    /// Whether the caller lacks the right: EACCES, EPERM or EROFS.
    public var isPermission: Bool {
        let error = Errno(rawValue: code)
        return error == .permissionDenied || error == .notPermitted || error == .readOnlyFileSystem
    }

    /// Whether what is at the path is no plain file.
    public var isNoPlainFile: Bool { code == Self.noPlainFile }

    /// Whether there is nothing at the path.
    public var isAbsence: Bool { Errno(rawValue: code) == .noSuchFileOrDirectory }

    /// Whether the reader of a pipe has gone.
    public var isBrokenPipe: Bool { Errno(rawValue: code) == .brokenPipe }
}
