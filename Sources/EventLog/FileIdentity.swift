/// Which file this is: two paths or descriptors with equal device and inode are one file.
public struct FileIdentity: Equatable, Sendable {
    /// What kind of thing has the name.
    public enum Kind: Sendable {
        /// A file of bytes.
        case plain
        /// A directory.
        case directory
        /// A name for something else, where links were not followed.
        case link
        /// A pipe, a socket or a device, which may give bytes without end, or keep a reader waiting.
        case other
    }

    /// The device that holds the file.
    public let device: UInt64
    /// The number of the file on its device.
    public let inode: UInt64
    /// The size in bytes when asked.
    public let size: Int
    /// What kind of thing it is.
    public let kind: Kind
    /// When its bytes changed last, in nanoseconds since 1970.
    public let modified: Int64
    /// When it or what is known of it changed last, in nanoseconds since 1970.
    public let changed: Int64

    /// Whether both are the same file, whatever its size was.
    public func isSameFile(as other: FileIdentity) -> Bool {
        device == other.device && inode == other.inode
    }

    /// What stands where nothing is known.
    static let none = FileIdentity(
        device: 0,
        inode: 0,
        size: 0,
        kind: .other,
        modified: 0,
        changed: 0
    )
}
