/// Writes records of RFC 4180, fields in quotes only where they must be, lines ended by LF.
public enum CSVWriter {
    /// One record; a field is quoted where it holds the separator, a quote or a line end.
    public static func line(_ fields: [String], separator: UInt8 = UInt8(ascii: ",")) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(separator) }
            let special = field.utf8.contains { byte in
                byte == separator || byte == ASCII.quote || byte == ASCII.lineFeed
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
}
