import ArgumentParser

/// What every command takes.
struct LedgerOptions: ParsableArguments, LedgerSettings {
    @Option(
        name: .customShort("C", allowingJoined: true),
        parsing: .unconditional,
        help: ArgumentHelp("The ledger's directory, or one inside it.", valueName: "dir"),
        completion: Completions.directories
    )
    var directory: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Take this for the clock's reading (REFERRAL_NOW).", valueName: "time")
    )
    var now: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How the answer looks: text, json, ndjson, csv, tsv or markdown.",
            valueName: "form"
        ),
        completion: Completions.formats
    )
    var format = PlainSettings().format

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How long to wait for other commands, such as 30s.", valueName: "time")
    )
    var lockTimeout = PlainSettings().lockTimeout
}
