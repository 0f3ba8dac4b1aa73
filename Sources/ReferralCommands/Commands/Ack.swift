import ArgumentParser
import Notation
import ReferralModel

/// `referral ack`: the referrer has it.
struct Ack: RecordingCommand, PlainCommand {
    static let configuration = CommandConfiguration(
        command: "ack",
        abstract: "Record that the referrer has received what was recorded last.",
        discussion: """
            Of a closed referral this confirms the outcome, and closes the loop.

            Example:
              referral ack 7k3
            """
    )

    @Argument(
        help: "The referral: its name, or three characters of it or more.",
        completion: Completions.referrals
    )
    var ref: String?

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let places = ["ref"]
    static let keys: [String] = []

    var words: Words {
        get throws {
            var words = try recording.words
            words["ref"] = ref
            return words
        }
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        let referral = try register.referral(words)
        if let known = register.repetition(.acknowledged, of: referral, words) { return known }
        let role = try register.role(words)
        let isKnown = try register.known(by: words, referral)
        let proposal = try Failure.unlessRefused { () throws(Refusal) in
            try Acknowledged.check(referral, where: isKnown)
        }
        return try register.record(
            proposal,
            referral,
            words,
            role,
            holding: "the referrer has acknowledged it already"
        )
    }
}
