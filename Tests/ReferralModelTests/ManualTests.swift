import EventLog
import Notation
import ReferralModel
import SystemPackage
import Testing

/// The lines that `referral-ledger(5)` shows, held against what reads and writes them.
@Suite struct ManualTests {
    static let page = FilePath(#filePath).removingLastComponent().removingLastComponent()
        .removingLastComponent().appending("man").appending("referral-ledger.5")

    /// The worked line under each type of event.
    static func lines() throws -> [String: String] {
        let text = String(decoding: try File.bytes(at: page), as: UTF8.self)
        var lines: [String: String] = [:]
        var type = ""
        var block: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix(".It Li ") { type = String(line.dropFirst(7)) }
            if line == ".Ed", let whole = block {
                if whole.hasPrefix("{\"id\"") { lines[type] = whole }
                block = nil
            } else if let begun = block {
                block = begun + line.drop { $0 == " " }.replacing("\\-", with: "-")
            } else if line == ".Bd -literal" {
                block = ""
            }
        }
        return lines
    }

    @Test(arguments: EventType.allCases)
    func `each type has a worked line, which is as the tool writes it`(type: EventType) throws {
        let line = try #require(try Self.lines()[type.rawValue], "no line of \(type)")
        let event = try Lines.decode(line)
        #expect(event.type == type)
        #expect(String(decoding: event.encoded(), as: UTF8.self) == line)
    }
}
