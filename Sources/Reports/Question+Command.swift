import Measures
import Notation

extension Question {
    /// The command line that prints the same report again, whatever has been recorded since.
    ///
    /// - `heads`: Those of what was folded.
    func command(heads: [Digest]) -> [String] {
        var words = ["referral", "report"]
        if let dimension { words += ["--by", Self.quoted(dimension.text)] }
        if let since = window.since { words += ["--since", since.description] }
        if let until = window.until { words += ["--until", until.description] }
        words += ["--as-of", asOf.description]
        if let followUp { words += ["--follow-up", followUp.text] }
        for filter in filters {
            words += ["--where", Self.quoted(filter.text)]
        }
        // Before anything was recorded there are no heads.
        let known =
            heads.isEmpty
            ? "1970-01-01T00:00:00Z" : heads.map(\.description).joined(separator: ",")
        return words + ["--known-at", known]
    }

    /// A word as a shell takes it for one.
    static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "-_.,:=/@+".utf8.contains(byte)
            }
        }
        if isPlain { return word }
        // What a terminal must not be shown as it is stands as bash and zsh spell it.
        if DisplayWidth.inert(word) != word {
            return "$'" + word.utf8.map(escaped).joined() + "'"
        }
        let parts = word.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + parts.joined(separator: "'\\''") + "'"
    }

    private static func escaped(_ byte: UInt8) -> String {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: String(UnicodeScalar(byte))
        default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}

extension FollowUp {
    /// The follow-up as it is read.
    var text: String {
        switch self {
        case .length(let length): length.description
        case .day(let date): date.description
        }
    }
}
