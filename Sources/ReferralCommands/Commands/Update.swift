import ArgumentParser
import Notation
import ReferralModel

/// `referral update`: moves a referral to another stage.
struct Update: RecordingCommand, PlainCommand {
    static let configuration = CommandConfiguration(
        command: "update",
        abstract: "Move a referral: accepted, declined, in-progress, on-hold, ...",
        discussion: """
            The stages, and what may follow what, are the programme's: see referral
            programme.

            Example:
              referral update 7k3 declined --reason no-capacity
            """
    )

    @Argument(
        help: "The referral: its name, or three characters of it or more.",
        completion: Completions.referrals
    )
    var ref: String?

    @Argument(help: "The stage that it enters.", completion: Completions.stages)
    var stage: String?

    @Option(
        parsing: .unconditional,
        help: "Why; a code where the programme has some.",
        completion: Completions.reasons
    )
    var reason: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("A note; kept private.", valueName: "text"))
    var note: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("When an appointment is.", valueName: "time")
    )
    var scheduledFor: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("When the next step is expected.", valueName: "time")
    )
    var expectedBy: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("A document.", valueName: "uri"))
    var document: String?

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let places = ["ref", "stage"]
    static let keys = ["stage", "reason", "note", "scheduled_for", "expected_by", "document"]

    var words: Words {
        get throws {
            var words = try recording.words
            words["ref"] = ref
            words["stage"] = stage
            words["reason"] = reason
            words["note"] = note
            words["scheduled_for"] = scheduledFor
            words["expected_by"] = expectedBy
            words["document"] = document
            return words
        }
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        let referral = try register.referral(words)
        let stage = try words.need("stage", "the stage that it enters")
        if let known = register.repetition(.moved, of: referral, words) { return known }
        var details = Moved.Details()
        details.reason = words.verbatim("reason")
        details.note = words.verbatim("note")
        details.scheduledFor = try register.point(words, "scheduled_for")
        details.expectedBy = try register.point(words, "expected_by")
        details.document = words.verbatim("document")
        let role = try register.role(words, of: referral, to: stage)
        let given = details
        let proposal = try Failure.unlessRefused { () throws(Refusal) in
            try Moved.check(to: stage, given, referral, in: register.programme, as: role)
        }
        let isMore = Self.keys.contains { $0 != "stage" && words[$0] != nil }
        let hint = isMore ? "; what else was said is not recorded: see referral note, amend" : ""
        return try register.record(
            proposal,
            referral,
            words,
            role,
            holding: "it is \(stage) already\(hint)"
        )
    }
}
