import ArgumentParser

/// What every command takes that records events.
struct RecordingOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "When it happened: a time, a day, -7d (default: now).",
            valueName: "time"
        )
    )
    var time: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Who answers for the entry (REFERRAL_ACTOR, git's user.email).",
            valueName: "who"
        )
    )
    var actor: String?

    @Option(
        name: .customLong("as"),
        parsing: .unconditional,
        help: ArgumentHelp(
            "In what part: referrer, coordinator, provider, subject, system.",
            valueName: "role"
        ),
        completion: Completions.roles
    )
    var role: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("A word by which a repetition is known.", valueName: "word")
    )
    var once: String?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A label, as often as needed.", valueName: "name=value")
    )
    var tag: [String] = []

    @Flag(name: .customLong("stdin"), help: "Read a batch from standard input, one event a line.")
    var readsInput = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The batch's form: ndjson (default) or csv with a header.",
            valueName: "form"
        ),
        completion: Completions.batchForms
    )
    var input: String?

    @Flag(help: "Record the good lines of a batch and report the bad ones.")
    var keepGoing = false

    @Flag(help: "Print the events that would be recorded; record nothing.")
    var dryRun = false

    /// How it is to be recorded.
    var manner: RecordingManner {
        get throws {
            var manner = RecordingManner(
                readsInput: readsInput,
                keepsGoing: keepGoing,
                isRehearsal: dryRun
            )
            let ofBatches = keepGoing ? "--keep-going" : input.map { _ in "--input" }
            if !readsInput, let option = ofBatches {
                throw Failure(.usage, "\(option) is of a batch: add --stdin, or leave it out")
            }
            if let input { manner.input = input }
            return manner
        }
    }

    /// The values that hold for each line of a batch that does not say otherwise.
    var words: Words {
        get throws(Failure) {
            var words = Words()
            words["time"] = time
            words["actor"] = actor
            words["as"] = role
            words["once"] = once
            for tag in tag { try words.add(tag: tag) }
            return words
        }
    }
}

/// How what is said is recorded.
struct RecordingManner: Equatable {
    /// Whether a batch is read from standard input.
    var readsInput = false
    /// The batch's form.
    var input = "ndjson"
    /// Whether the good lines of a batch are recorded although others are bad.
    var keepsGoing = false
    /// Whether nothing is recorded, and what would be is shown.
    var isRehearsal = false
}
