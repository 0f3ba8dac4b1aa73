internal import ArgumentParser
import ReferralModel

/// `referral void`: the whole referral was entered in error.
struct VoidCommand: RecordingCommand, PlainCommand {
    static let configuration = CommandConfiguration(
        command: "void",
        abstract: "Say that a whole referral was entered in error.",
        discussion: """
            It leaves every figure and every list but that of conflicts, never the log. Its
            conflicts are settled with it. referral undo EVENT, with the id of the event
            that status REF shows for it, brings it back; so does undo --last REF at once.

            Example:
              referral void 7k3 --reason "test entry"
            """
    )

    @Argument(
        help: "The referral: its name, or three characters of it or more.",
        completion: Completions.referrals
    )
    var ref: String?

    @Option(parsing: .unconditional, help: "Why (needed); kept private.")
    var reason: String?

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let places = ["ref"]
    static let keys = ["reason"]

    var words: Words {
        get throws {
            var words = try recording.words
            words["ref"] = ref
            words["reason"] = reason
            return words
        }
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        let referral = try register.referral(words)
        let reason = try register.reason(words)
        if let known = register.repetition(.voided, of: referral, words) { return known }
        try register.mayCorrect(words)
        let role = try register.role(words)
        let proposal = try Failure.unlessRefused { () throws(Refusal) in
            try Voided.check(referral, reason: reason, in: register.programme, as: role)
        }
        guard case .new = proposal else {
            return try register.record(
                proposal,
                referral,
                words,
                role,
                holding: "it was entered in error already"
            )
        }
        // Settled first, so that the voiding is what was recorded last.
        let conflicts = register.ledger.conflicts(of: referral).map(\.event)
        if !conflicts.isEmpty {
            var plain = words
            plain["once"] = nil
            register.add(
                .settled(Settled(conflicts: conflicts.sorted())),
                referral.id,
                plain,
                try register.moment(words, after: referral),
                role: role
            )
        }
        return try register.record(proposal, referral, words, role, holding: "")
    }
}
