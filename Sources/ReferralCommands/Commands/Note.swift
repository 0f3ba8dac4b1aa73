import ArgumentParser
import Notation
import ReferralModel

/// `referral note`: a contact, an appointment, a document, progress.
struct Note: RecordingCommand, PlainCommand {
    static let configuration = CommandConfiguration(
        command: "note",
        abstract: "Note a contact, an appointment, a document, or progress.",
        discussion: """
            The text is kept private. - reads it from standard input, @FILE from a file.

            Example:
              referral note 7k3 "Rang twice, nobody in." --kind contact --result no-answer
            """
    )

    @Argument(
        help: "The referral: its name, or three characters of it or more.",
        completion: Completions.referrals
    )
    var ref: String?

    @Argument(help: "The note.")
    var text: String?

    @Option(
        parsing: .unconditional,
        help: "contact, appointment, document, information or progress.",
        completion: Completions.noteKinds
    )
    var kind: String?

    @Option(parsing: .unconditional, help: "With whom.")
    var party: String?

    @Option(parsing: .unconditional, help: "By what means.")
    var channel: String?

    @Option(
        parsing: .unconditional,
        help: "reached, no-answer, wrong; attended, missed, cancelled-by-subject or -by-provider.",
        completion: Completions.noteResults
    )
    var result: String?

    @Option(parsing: .unconditional, help: "Sessions held.")
    var done: String?

    @Option(parsing: .unconditional, help: "Sessions planned.")
    var planned: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("A document.", valueName: "uri"))
    var document: String?

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let places = ["ref", "text"]
    static let keys = [
        "text", "kind", "party", "channel", "result", "done", "planned", "document",
    ]

    var words: Words {
        get throws {
            var words = try recording.words
            words["ref"] = ref
            words["text"] = text
            words["kind"] = kind
            words["party"] = party
            words["channel"] = channel
            words["result"] = result
            words["done"] = done
            words["planned"] = planned
            words["document"] = document
            return words
        }
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        let referral = try register.referral(words)
        if let known = register.repetition(.noted, of: referral, words) { return known }
        guard !register.isForgotten(referral) else {
            throw Failure(
                .refused,
                "\(referral.id): whom it is about was forgotten, and a note would be deleted with "
                    + "the next command: note nothing"
            )
        }
        var note = Noted(text: try words.need("text", "the note"))
        note.kind = words.verbatim("kind")
        note.party = words.verbatim("party")
        note.channel = words.verbatim("channel")
        note.result = words.verbatim("result")
        note.done = try words.integer("done")
        note.planned = try words.integer("planned")
        note.document = words.verbatim("document")
        let given = note
        try Failure.unlessRefused { () throws(Refusal) in try given.check() }
        return try register.record(
            .new(.noted(given)),
            referral,
            words,
            try register.role(words),
            holding: ""
        )
    }
}
