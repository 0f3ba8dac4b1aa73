/// Whether what earlier commands noted of a log is used, and when it is noted anew.
public enum SnapshotUse: Sendable {
    /// Neither used nor noted.
    case off
    /// Used, and noted where much had to be read.
    case sparing
    /// Used, and noted whenever anything had to be read.
    case always
}
