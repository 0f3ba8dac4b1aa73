/// A code of ISO 4217: three upper-case letters.
public struct CurrencyCode: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The three letters.
    public let code: String

    /// Takes three upper-case letters; `nil` for anything else.
    public init?(_ code: String) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            return nil
        }
        self.code = code
    }

    /// The three letters.
    public var description: String { code }

    /// Orders by letters.
    public static func < (one: CurrencyCode, other: CurrencyCode) -> Bool { one.code < other.code }
}
