/// Why nothing was appended, or why it is not known whether it was.
public enum AppendFault: Error, Equatable, Sendable {
    /// Another process holds the lock, longer than we were told to wait.
    case locked(holder: Int?)
    /// A call of the system failed; nothing was appended.
    case system(SystemFault)
    /// The bytes were written and bringing them to stable storage failed.
    case outcomeUnknown(SystemFault)
}
