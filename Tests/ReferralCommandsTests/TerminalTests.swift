import Notation
import ReferralCommands
import Synchronization
import Testing

@Suite struct TerminalTests {
    static let batch = (1...300).map { number in
        "{\"from\":\"x\",\"for_id\":\"\(number)\",\"service\":\"food\"}\n"
    }.joined()

    static func terminal(_ page: @escaping @Sendable ([UInt8]) -> Bool = { _ in false }) -> Terminal
    {
        Terminal(columns: 80, lines: 24) { _, text in page(text) }
    }

    @Test func `a long batch says how far it is, on a terminal and after two seconds`()
        throws
    {
        let slow = try Office(terminal: Self.terminal(), tick: 900)
        let said = slow.run(["submit", "--stdin", "--format", "ndjson"], Self.batch).errors
        #expect(said.contains("\rreferral: 256 of 300 lines"))
        #expect(!said.contains("\rreferral: 64 of 300 lines"))
        #expect(said.hasSuffix("\r\u{1B}[K"))
        let quick = try Office(terminal: Self.terminal(), tick: 1)
        #expect(quick.run(["submit", "--stdin"], Self.batch).errors == "")
        let pipe = try Office(tick: 900)
        #expect(pipe.run(["submit", "--stdin"], Self.batch).errors == "")
    }

    @Test func `what does not fit goes to the pager that is named, whole`() throws {
        let paged = Mutex<[UInt8]>([])
        let terminal = Self.terminal { text in
            paged.withLock { $0 = text }
            return true
        }
        let office = try Office(terminal: terminal, variables: ["PAGER": "less"])
        _ = office.run(["submit", "--stdin", "--format", "csv"], Self.batch)
        #expect(office.referral("status").output == "")
        let text = String(decoding: paged.withLock { $0 }, as: UTF8.self)
        #expect(text.hasSuffix("300 referrals, 300 open, 0 closed and untold\n"))
        #expect(text.hasPrefix("\u{1B}[1m  REF"))
        #expect(office.referral("status", "--limit", "2").output.contains("2 referrals"))
    }
}
