public import Notation

/// `ledger`: the first by id founds the ledger; a later one may raise the format version.
///
/// `{…,"type":"ledger",…,"v":1,"name":"clinic"}`
public struct Founded: Sendable, Equatable {
    /// The newest format version that this program writes and reads to the full.
    public static let currentVersion = 1

    /// The format version.
    public let version: Int
    /// The ledger's name.
    public let name: Verbatim

    /// A ledger of the current version.
    public init(name: Verbatim) {
        version = Self.currentVersion
        self.name = name
    }

    /// The keys of the type, in their order.
    static let keys = ["v", "name"]

    init(_ line: Span<UInt8>, _ index: LineIndex) throws(EventProblem) {
        guard let version = index.integer(.v, line) else {
            throw EventProblem(detail: "no version under \"v\"")
        }
        self.version = version
        name = index.text(.name, line) ?? ""
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.integer("v", version)
        writer.string("name", name.text)
    }
}
