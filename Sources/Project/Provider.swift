public import Notation

/// One provider of the directory.
public struct Provider: Sendable {
    /// Its handle, as it stands in the log.
    public let id: Verbatim
    /// What people call it.
    public let name: String
    /// What it offers, in words of the ledger's services.
    public let services: [String]
    /// Where to write to.
    public let email: String
    /// Where to call.
    public let phone: String
}
