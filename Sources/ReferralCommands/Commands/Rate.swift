internal import ArgumentParser
import Notation
import ReferralModel

/// `referral rate`: what somebody thought of it.
struct Rate: RecordingCommand, PlainCommand {
    static let configuration = CommandConfiguration(
        command: "rate",
        abstract: "Record what somebody thought of a referral.",
        discussion: """
            --low and --high are the ends of the scale that was asked with.

            Example:
              referral rate 7k3 --rater subject --score 4 --low 1 --high 5
            """
    )

    @Argument(
        help: "The referral: its name, or three characters of it or more.",
        completion: Completions.referrals
    )
    var ref: String?

    @Option(
        parsing: .unconditional,
        help: "Who rated (needed): subject, referrer or provider.",
        completion: Completions.raters
    )
    var rater: String?

    @Option(parsing: .unconditional, help: "The rating, a whole number (needed).")
    var score: String?

    @Option(parsing: .unconditional, help: "The worst on the scale (needed).")
    var low: String?

    @Option(parsing: .unconditional, help: "The best on the scale (needed).")
    var high: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What they said; kept private.", valueName: "text")
    )
    var comment: String?

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let places = ["ref"]
    static let keys = EventType.rated.keys

    var words: Words {
        get throws {
            var words = try recording.words
            words["ref"] = ref
            words["rater"] = rater
            words["score"] = score
            words["low"] = low
            words["high"] = high
            words["comment"] = comment
            return words
        }
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        let referral = try register.referral(words)
        for key in Self.keys.dropLast() { _ = try words.need(key, "--\(key)") }
        if let known = register.repetition(.rated, of: referral, words) { return known }
        guard !referral.isVoid else { throw Failure(Refusal.voided) }
        return try register.record(.rated, words, on: referral)
    }
}
