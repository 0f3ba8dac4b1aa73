import EventLog
import Notation
import SystemPackage
import Testing

/// When a snapshot is written anew although nothing has come since.
extension SnapshotTests {
    /// Lets files be left alone until a later change would show in their times, and reads them.
    static func settle(_ scratch: Scratch) async throws {
        try await Task.sleep(for: .milliseconds(150))
        #expect(try agree(scratch))
    }

    @Test func `files whose times say nothing are noted once more, and then not again`()
        async throws
    {
        var heads: [Digest]?
        let (scratch, path) = try Self.noted(&heads)
        let noted = { () throws in Digest(of: try File.bytes(at: path)) }
        // They were written just before they were noted.
        let soon = try noted()
        try await Self.settle(scratch)
        let settled = try noted()
        #expect(settled != soon)
        // As git writes files anew that have not changed.
        for name in ["a.0001.jsonl", "b.0001.jsonl"] {
            let file = scratch.events.appending(name)
            try File.replace(file, with: try File.bytes(at: file), mode: 0o644)
        }
        try await Self.settle(scratch)
        let again = try noted()
        #expect(again != settled)
        try await Self.settle(scratch)
        #expect(try noted() == again)
    }
}
