import ArgumentParser
import Notation
import ReferralModel

/// `referral close`: records the outcome and the word for the referrer.
struct Close: RecordingCommand, PlainCommand {
    static let configuration = CommandConfiguration(
        command: "close",
        abstract: "Record the outcome, and the word for the referrer.",
        discussion: """
            Closing is not telling: until the referrer knows, the loop is open. --told
            says that they know with this; referral notify --mark says so later.

            Example:
              referral close 7k3 --outcome completed --feedback "Moved in 3 March." --told
            """
    )

    @Argument(
        help: "The referral: its name, or three characters of it or more.",
        completion: Completions.referrals
    )
    var ref: String?

    @Option(
        parsing: .unconditional,
        help: "One of the programme's outcomes (needed).",
        completion: Completions.outcomes
    )
    var outcome: String?

    @Option(
        parsing: .unconditional,
        help: "Why; a code where the programme has some.",
        completion: Completions.reasons
    )
    var reason: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What the referrer is told; kept private.", valueName: "text")
    )
    var feedback: String?

    @Option(parsing: .unconditional, help: "What it was worth, such as 1250.00.")
    var value: String?

    @Option(parsing: .unconditional, help: "The currency of the value, such as EUR.")
    var currency: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The referral that this one repeats.", valueName: "ref"),
        completion: Completions.referrals
    )
    var duplicateOf: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("A document.", valueName: "uri"))
    var document: String?

    @Flag(help: "The referrer knows with this.")
    var told = false

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let places = ["ref"]
    static let switches = ["told"]
    static let keys = [
        "outcome", "reason", "feedback", "value", "currency", "duplicate_of", "document", "told",
    ]

    var words: Words {
        get throws {
            var words = try recording.words
            words["ref"] = ref
            words["outcome"] = outcome
            words["reason"] = reason
            words["feedback"] = feedback
            words["value"] = value
            words["currency"] = currency
            words["duplicate_of"] = duplicateOf
            words["document"] = document
            words["told"] = told ? "true" : nil
            return words
        }
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        let referral = try register.referral(words)
        let outcome = try words.need("outcome", "--outcome OUTCOME")
        if let known = register.repetition(.closed, of: referral, words) { return known }
        var details = Closed.Details()
        details.reason = words.verbatim("reason")
        details.feedback = words.verbatim("feedback")
        let money = try words.money(register.programme)
        details.value = money?.value
        details.currency = money?.currency
        details.duplicateOf = try Submit.other(
            words["duplicate_of"],
            &register,
            named: referral.course.closing?.payload.duplicateOf
        )
        details.document = words.verbatim("document")
        details.told = try words.isTrue("told")
        guard details.duplicateOf != referral.id else {
            throw Failure(.badData, "\(referral.id) cannot repeat itself: name the other referral")
        }
        if let other = details.duplicateOf {
            try register.refuseCircle(from: referral.id, to: other, by: .duplicateOf)
        }
        let role = try register.role(words, of: referral, to: outcome)
        let given = details
        let closing = register.opened(referral.course.closing)
        let isKnown = try register.known(by: words, referral)
        let proposal = try Failure.unlessRefused { () throws(Refusal) in
            try Closed.check(
                outcome: outcome,
                given,
                referral,
                known: closing,
                in: register.programme,
                as: role,
                where: isKnown
            )
        }
        return try register.record(
            proposal,
            referral,
            words,
            role,
            holding: "it is closed as \(outcome) already"
        )
    }
}
