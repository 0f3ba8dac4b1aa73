/// How text looks in a terminal: its columns, and what must not reach the screen as it is.
public enum DisplayWidth {
    /// The columns that a text takes: 2 for wide characters, 0 for combining ones, else 1.
    ///
    /// Source: Unicode Standard Annex 11, East Asian Width, and emoji presentation (UTS 51).
    public static func columns(_ text: String) -> Int {
        if let plain = plainCount(text) { return plain }
        var columns = 0
        for character in text {
            let scalars = character.unicodeScalars
            let isEmoji = scalars.contains { scalar in
                scalar == "\u{FE0F}" || scalar == "\u{200D}"
                    || (0x1F1E6...0x1F1FF).contains(scalar.value)
            }
            if isEmoji, scalars.count > 1 {
                columns += 2
            } else {
                for scalar in scalars { columns += Self.columns(scalar) }
            }
        }
        return columns
    }

    /// The text with control characters and marks that turn the writing direction spelled out.
    public static func inert(_ text: String) -> String {
        guard plainCount(text) == nil, text.unicodeScalars.contains(where: isActive) else {
            return text
        }
        var shown = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": shown += "\\n"
            case "\r": shown += "\\r"
            case "\t": shown += "\\t"
            case _ where isActive(scalar):
                shown += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// Lines that machines read with the same spelled out, but for line ends and tabs.
    ///
    /// - `inJSON`: Whether as JSON spells it.
    public static func inertLines(_ text: String, inJSON: Bool) -> String {
        let isKept = { (scalar: Unicode.Scalar) in
            scalar == "\n" || scalar == "\t" || !isActive(scalar)
        }
        guard !text.unicodeScalars.allSatisfy(isKept) else { return text }
        var shown = ""
        for scalar in text.unicodeScalars {
            if isKept(scalar) {
                shown.unicodeScalars.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16)
                let zeros = String(repeating: "0", count: 4 - digits.utf8.count)
                shown += inJSON ? "\\u" + zeros + digits : "\\u{\(digits)}"
            }
        }
        return shown
    }

    /// The text cut to a number of columns, with an ellipsis where something is missing.
    public static func fitted(_ text: String, to limit: Int) -> String {
        guard columns(text) > limit, limit > 0 else { return text }
        var kept = ""
        var width = 0
        for character in text {
            let next = columns(String(character))
            if width + next > limit - 1 { break }
            kept.append(character)
            width += next
        }
        return kept + "…"
    }

    /// The text in lines of a number of columns at most, broken at spaces where there are some.
    public static func wrapped(_ text: String, to limit: Int) -> [String] {
        guard columns(text) > limit, limit > 0 else { return [text] }
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, columns(line) + 1 + columns(String(word)) <= limit {
                line += " " + word
                continue
            }
            if !line.isEmpty { lines.append(line) }
            line = ""
            for character in word {
                if columns(line) + columns(String(character)) > limit {
                    lines.append(line)
                    line = ""
                }
                line.append(character)
            }
        }
        return lines + [line]
    }

    /// How many characters a text has, if all are printable ASCII.
    private static func plainCount(_ text: String) -> Int? {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } ? text.utf8.count : nil
    }

    private static func isActive(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
            true
        default: false
        }
    }

    private static func columns(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
        0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF, 0x20000...0x3FFFD,
    ]
}
