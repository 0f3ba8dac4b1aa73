import Notation

/// Milliseconds as machines and people read them.
enum Seconds {
    /// Seconds with up to three decimals, no zero at the end.
    static func json(_ milliseconds: Int64?) -> JSONValue {
        guard let milliseconds else { return .null }
        let sign = milliseconds < 0 ? "-" : ""
        let (whole, rest) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1000)
        guard rest > 0 else { return .number(sign + String(whole)) }
        var digits = String(rest)
        while digits.utf8.count < 3 { digits = "0" + digits }
        while digits.hasSuffix("0") { digits.removeLast() }
        return .number(sign + String(whole) + "." + digits)
    }

    /// A length as people say it, rounded: `45 s`, `12 min`, `5 h`, `3.5 d`.
    static func words(_ milliseconds: Int64?) -> String {
        guard let milliseconds, milliseconds >= 0 else { return "—" }
        let seconds = (milliseconds + 500) / 1000
        let (minutes, hours) = ((seconds + 30) / 60, (seconds + 1800) / 3600)
        switch seconds {
        case ..<60: return "\(seconds) s"
        case _ where minutes < 60: return "\(minutes) min"
        case _ where hours < 48: return "\(hours) h"
        default:
            let tenths = (seconds * 10 + 43_200) / 86_400
            return tenths % 10 == 0 ? "\(tenths / 10) d" : "\(tenths / 10).\(tenths % 10) d"
        }
    }
}
