/// Runs of decimal digits of a fixed length.
enum Digits {
    static func read(_ bytes: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard let digit = ASCII.digit(byte) else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// A number with so many digits, or more where it has them.
    static func pad(_ value: Int, _ length: Int) -> String {
        var bytes: [UInt8] = []
        append(value, length, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Adds a number with so many digits, or more where it has them.
    static func append(_ value: Int, _ length: Int, to bytes: inout [UInt8]) {
        if value < 0 { bytes.append(ASCII.minus) }
        append(value.magnitude, length, to: &bytes)
    }

    private static func append(_ value: UInt, _ length: Int, to bytes: inout [UInt8]) {
        if value > 9 || length > 1 { append(value / 10, length - 1, to: &bytes) }
        bytes.append(ASCII.zero + UInt8(value % 10))
    }
}
