/// Writes records of RFC 4180, fields in quotes only where they should be, lines ended by LF.
public enum CSVWriter {
    /// One record; a field is quoted where it holds a comma, a quote or a line end, and where
    /// a spreadsheet might take it for a formula.
    public static func line(_ fields: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(ASCII.comma) }
            // Alone and empty it would be no record; a mark at the beginning would be passed over.
            let special =
                isFormula(field) || (fields.count == 1 && field.isEmpty)
                || field.utf8.starts(with: [0xEF, 0xBB, 0xBF])
                || field.utf8.contains { byte in
                    byte == ASCII.comma || byte == ASCII.quote || byte == ASCII.lineFeed
                        || byte == ASCII.carriageReturn
                }
            guard special else {
                bytes.append(contentsOf: field.utf8)
                continue
            }
            bytes.append(ASCII.quote)
            for byte in field.utf8 {
                if byte == ASCII.quote { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(ASCII.quote)
        }
        bytes.append(ASCII.lineFeed)
        return bytes
    }

    private static func isFormula(_ field: String) -> Bool {
        let start = Array(field.utf8.prefix(2))
        guard let first = start.first else { return false }
        if first == UInt8(ascii: "=") || first == UInt8(ascii: "@") { return true }
        let isSigned = first == ASCII.plus || first == ASCII.minus
        return isSigned && start.count > 1 && ASCII.digit(start[1]) == nil
    }
}
