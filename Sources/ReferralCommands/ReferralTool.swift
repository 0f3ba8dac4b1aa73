import ArgumentParser

/// The tool itself; its commands are the files beside this one.
struct ReferralTool: ParsableCommand {
    /// The commands, in the order in which help lists them.
    static let commands: [any LedgerCommand.Type] = [
        Init.self, Submit.self, Route.self, Update.self, Close.self, Notify.self, Ack.self,
        Note.self, Rate.self, Status.self, Report.self, LogEvents.self, Amend.self, Undo.self,
        VoidCommand.self, Reopen.self, Settle.self, Record.self, PeopleCommand.self, Forget.self,
        Verify.self, Head.self, Repair.self, ProgrammeCommand.self,
    ]

    /// The command of this name, if its plainest command lines are read without the parser.
    ///
    /// By words, since a list of types would be made whole before one is looked at.
    static func plainCommand(_ name: String) -> (any PlainCommand.Type)? {
        switch name {
        case "status": Status.self
        case "submit": Submit.self
        case "route": Route.self
        case "update": Update.self
        case "close": Close.self
        case "note": Note.self
        case "ack": Ack.self
        case "rate": Rate.self
        case "reopen": Reopen.self
        case "void": VoidCommand.self
        default: nil
        }
    }

    /// What the tool is called and what it can do.
    static let configuration = CommandConfiguration(
        commandName: "referral",
        abstract: "Closed-loop referrals over flat files: submit, route, follow, close, tell.",
        discussion: """
            A ledger is a directory that people keep in git. Every command finds it from
            the working directory upwards, or by -C DIR or REFERRAL_DIR.

            Example:
              referral init clinic && cd clinic
              referral submit --from lakeside --for "Jo Park <jo@x.org>" --service housing
              referral route R-7K3 --to harbor-housing
              referral update R-7K3 accepted
              referral close R-7K3 --outcome completed --told
              referral report

            What was mistyped is corrected with referral amend, taken back with referral
            undo; each event stays in the history, where status REF shows it.

            A referral is named by its id or by three characters of it or more. Days are
            those of the programme's time zone; times are RFC 3339, 2026-03-01, today,
            yesterday, -7d, +3d, with w for weeks; -2h, -30m, -90s count from now. Private
            texts (need, note, text, feedback, comment, reason, evidence, override) are
            read from standard input where - is given for them, from a file where @FILE
            is; @@ is a literal @.

            Exit status: 0 done; 1 refused by the programme; 64 wrong usage; 65 wrong
            data; 66 no such referral, file or ledger, or an ambiguous one; 73 cannot be
            made; 74 input or output failed; 75 locked, try again; 77 not permitted; 78
            the programme file or the ledger's format cannot be used.

            Environment: REFERRAL_DIR names the ledger, REFERRAL_PEOPLE the file of
            people, REFERRAL_ACTOR who answers for entries, REFERRAL_NOW the clock's
            reading, REFERRAL_WRITER the name of the log's files, REFERRAL_THREADS how
            many threads read a long log; REFERRAL_SNAPSHOT=off neither uses nor makes
            notes of where lines stand. COLUMNS is the width of tables. Text that is
            longer than the terminal goes through REFERRAL_PAGER or PAGER; NO_COLOR keeps
            titles plain.

            See also referral-ledger(5), referral-programme(5), referral-output(5),
            referral-errors(7), referral-pipes(7), referral-sharing(7).
            """,
        version: "0.1.0",
        subcommands: commands.map { $0 as any ParsableCommand.Type }
    )
}
