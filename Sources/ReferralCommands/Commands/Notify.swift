import ArgumentParser
import Notation
import ReferralModel

/// `referral notify --mark`: the referrer was told by hand.
struct Notify: RecordingCommand {
    static let configuration = CommandConfiguration(
        command: "notify",
        abstract: "Record that the referrer was told how it ended.",
        discussion: """
            Example:
              referral notify --mark 7k3 --via phone
            """
    )

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The referral whose referrer was told.", valueName: "ref"),
        completion: Completions.referrals
    )
    var mark: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("By what means; hand where it is not said.", valueName: "means")
    )
    var via: String?

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let keys = ["via"]

    var words: Words {
        get throws {
            var words = try recording.words
            words["ref"] = mark
            words["via"] = via
            return words
        }
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        guard words["ref"] != nil || words["key"] != nil else {
            throw Failure(.usage, "which referral is missing: use referral notify --mark REF")
        }
        let referral = try register.referral(words)
        if let known = register.repetition(.notified, of: referral, words) { return known }
        let role = try register.role(words)
        let isKnown = try register.known(by: words, referral)
        let proposal = try Failure.unlessRefused { () throws(Refusal) in
            try Notified.check(byHand: words.verbatim("via"), referral, where: isKnown)
        }
        return try register.record(
            proposal,
            referral,
            words,
            role,
            holding: "the referrer was told already"
        )
    }
}
