/// What divides the columns of a table that is saved as CSV, where that is no comma.
public enum CSVDivision: String, Sendable {
    /// `;`, as a spreadsheet has it where the comma stands in numbers.
    case semicolons
    /// A tab.
    case tabs

    /// What divides the columns in the first line of a table; `nil` where it is a comma, or nothing.
    public init?(inFirstLineOf table: some Sequence<UInt8>) {
        var (isQuoted, hasText) = (false, false)
        var found: CSVDivision?
        for byte in table {
            switch byte {
            case ASCII.quote: isQuoted.toggle()
            case _ where isQuoted: continue
            case ASCII.comma: return nil
            case UInt8(ascii: ";"): found = found ?? .semicolons
            case UInt8(ascii: "\t"): found = found ?? .tabs
            case ASCII.lineFeed where hasText:
                guard let found else { return nil }
                self = found
                return
            default: break
            }
            hasText = hasText || byte > ASCII.space
        }
        guard let found else { return nil }
        self = found
    }
}
