import ArgumentParser

/// The tool itself; its commands are the files beside this one.
struct ReferralTool: ParsableCommand {
    /// What the tool is called and what it can do.
    static let configuration = CommandConfiguration(
        commandName: "referral",
        abstract: "Closed-loop referrals over flat files: submit, route, follow, close, tell.",
        discussion: """
            A ledger is a directory that people keep in git. Every command finds it from the
            working directory upwards, or by -C DIR or REFERRAL_DIR.

            Example:
              referral init clinic && cd clinic
              referral submit --from lakeside-clinic --for "Jo Park <jo@example.org>" --service housing
              referral route R-7K3 --to harbor-housing
              referral update R-7K3 accepted
              referral close R-7K3 --outcome completed --told
              referral report
            """,
        version: "0.1.0",
        subcommands: [
            Init.self, Submit.self, Route.self, Update.self, Close.self, Notify.self, Ack.self,
            Note.self, Status.self, Report.self, LogEvents.self, Verify.self, PeopleCommand.self,
            ProgrammeCommand.self,
        ]
    )
}
