/// Which file this is: two paths or descriptors with equal device and inode are one file.
public struct FileIdentity: Equatable, Sendable {
    /// The device that holds the file.
    public let device: UInt64
    /// The number of the file on its device.
    public let inode: UInt64
    /// The size in bytes when asked.
    public let size: Int
    /// Whether it is a directory.
    public let isDirectory: Bool
    /// Whether it is a pipe, which would keep a reader waiting.
    public let isPipe: Bool
    /// When its bytes changed last, in nanoseconds since 1970.
    public let modified: Int64
    /// When it or what is known of it changed last, in nanoseconds since 1970.
    public let changed: Int64

    /// Whether both are the same file, whatever its size was.
    public func isSameFile(as other: FileIdentity) -> Bool {
        device == other.device && inode == other.inode
    }
}
