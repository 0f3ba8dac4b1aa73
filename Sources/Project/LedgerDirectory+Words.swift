import EventLog
import Notation
import SystemPackage

extension LedgerDirectory {
    /// What completion offers of a ledger: names of referrals, and services.
    public struct Words: Sendable {
        /// The referrals whose names begin as asked, sorted.
        public var referrals: [String] = []
        /// The services that somebody was referred for, sorted.
        public var services: [String] = []
    }

    /// Looks through the lines of the log for words, without reading events.
    ///
    /// Only lines that begin as this tool writes a submission are looked at: a completion must be
    /// quick, and may miss what another program wrote. Complexity: linear in the bytes of the log.
    ///
    /// - `prefix`: What the names of the referrals begin with, `R-` included.
    public func words(referralsBeginning prefix: String) throws(ProjectFault) -> Words {
        try ProjectFault.wrapping { () throws(SystemFault) in
            var finder = WordFinder(prefix: Array(prefix.utf8))
            for name in try Directory.names(in: events) where name.hasSuffix(".jsonl") {
                guard let bytes = try File.bytesIfPresent(at: events.appending(name)) else {
                    continue
                }
                finder.look(through: bytes.span)
            }
            return finder.words
        }
    }
}

/// Finds words in the lines of submissions by their places.
private struct WordFinder {
    /// What stands in a submission before the referral's name, after the id.
    private static let lead = Array(#"","type":"submitted","ref":""#.utf8)
    private static let service = Array(#","service":""#.utf8)
    private static let idLength = 33

    let prefix: [UInt8]
    private var referrals: Set<[UInt8]> = []
    private var services: Set<[UInt8]> = []

    init(prefix: [UInt8]) { self.prefix = prefix }

    var words: LedgerDirectory.Words {
        let text = { (words: Set<[UInt8]>) in
            words.map { String(decoding: $0, as: UTF8.self) }.sorted()
        }
        return .init(referrals: text(referrals), services: text(services))
    }

    mutating func look(through bytes: Span<UInt8>) {
        var start = 0
        while start < bytes.count {
            let name = start + Self.idLength + Self.lead.count
            if Self.stands(Self.lead, in: bytes, at: start + Self.idLength) {
                if Self.stands(prefix, in: bytes, at: name), name + 12 <= bytes.count {
                    referrals.insert((name..<(name + 12)).map { bytes[$0] })
                }
                takeService(bytes, from: name)
            }
            start = bytes.first(0x0A, from: start) + 1
        }
    }

    private mutating func takeService(_ bytes: Span<UInt8>, from start: Int) {
        var index = start
        while index < bytes.count, bytes[index] != 0x0A {
            if bytes[index] == Self.service[0], Self.stands(Self.service, in: bytes, at: index) {
                let first = index + Self.service.count
                var end = first
                while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += 1 }
                services.insert((first..<end).map { bytes[$0] })
                return
            }
            index += 1
        }
    }

    private static func stands(_ word: [UInt8], in bytes: Span<UInt8>, at start: Int) -> Bool {
        guard start + word.count <= bytes.count else { return false }
        for offset in 0..<word.count where bytes[start + offset] != word[offset] { return false }
        return true
    }
}
