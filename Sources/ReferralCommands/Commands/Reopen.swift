internal import ArgumentParser
import ReferralModel

/// `referral reopen`: takes a closed referral up again.
struct Reopen: RecordingCommand, PlainCommand {
    static let configuration = CommandConfiguration(
        command: "reopen",
        abstract: "Take a closed referral up again.",
        discussion: """
            It waits for a provider again; with --resume it goes on in the stage that it
            was closed from, with the provider that it had. Its age goes on from the
            submission.

            Example:
              referral reopen 7k3 --reason "still without a flat" --resume
            """
    )

    @Argument(
        help: "The referral: its name, or three characters of it or more.",
        completion: Completions.referrals
    )
    var ref: String?

    @Option(parsing: .unconditional, help: "Why (needed); kept private.")
    var reason: String?

    @Flag(help: "Go on in the stage that it was closed from.")
    var resume = false

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let places = ["ref"]
    static let switches = ["resume"]
    static let keys = ["reason", "resume"]

    var words: Words {
        get throws {
            var words = try recording.words
            words["ref"] = ref
            words["reason"] = reason
            words["resume"] = resume ? "true" : nil
            return words
        }
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        let referral = try register.referral(words)
        let reason = try register.reason(words)
        if let known = register.repetition(.reopened, of: referral, words) { return known }
        try register.mayCorrect(words)
        let role = try register.role(words)
        let resume = try words.isTrue("resume")
        let proposal = try Failure.unlessRefused { () throws(Refusal) in
            try Reopened.check(
                referral,
                resume: resume,
                reason: reason,
                in: register.programme,
                as: role
            )
        }
        return try register.record(
            proposal,
            referral,
            words,
            role,
            holding: "it was taken up again already"
        )
    }
}
