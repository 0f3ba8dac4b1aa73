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

    static func pad(_ value: Int, _ length: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, length - text.utf8.count)) + text
    }
}
