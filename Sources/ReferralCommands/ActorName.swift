import EventLog
import Notation
import Project
import SystemPackage

/// Who answers for an entry, where the command does not say.
enum ActorName {
    /// `REFERRAL_ACTOR`, else git's `user.email` (asked once, kept in `.referral/actor`), else
    /// `user@host`.
    static func current(_ ledger: LedgerDirectory, _ invocation: Invocation, keeping: Bool = true)
        -> String
    {
        if let named = invocation.variable("REFERRAL_ACTOR") { return named }
        let kept = ledger.root.appending(".referral").appending("actor")
        if let bytes = try? File.bytesIfPresent(at: kept), let name = line(bytes) { return name }
        guard let email = invocation.git(["config", "user.email"], ledger.root).flatMap(line) else {
            return invocation.account()
        }
        if keeping { try? File.replace(kept, with: Array((email + "\n").utf8), mode: 0o600) }
        return email
    }

    private static func line(_ bytes: [UInt8]) -> String? {
        let line = bytes.prefix { $0 != 0x0A }
        guard let text = String(validating: line, as: UTF8.self), !text.isEmpty else { return nil }
        return text
    }
}
