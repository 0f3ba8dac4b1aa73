public import Notation

/// One provider of the directory, as far as commands look into it.
public struct Provider: Sendable {
    /// Its handle, as it stands in the log.
    public let id: Verbatim
    /// What it offers, in words of the ledger's services.
    public let services: [String]
}
