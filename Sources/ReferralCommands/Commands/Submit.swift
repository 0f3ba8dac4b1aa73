import ArgumentParser
import Notation
import Project
import ReferralModel

/// `referral submit`: records a referral.
struct Submit: RecordingCommand, PlainCommand {
    static let configuration = CommandConfiguration(
        command: "submit",
        abstract: "Record a referral; prints its id.",
        discussion: """
            The subject, and a referrer who is a person, are kept in people.jsonl under a
            pseudonym; the log has the pseudonym. A known --key changes nothing and prints
            the id.

            Example:
              referral submit --from lakeside --for "Jo Park <jo@x.org>" --service housing
            """
    )

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Who refers (needed).", valueName: "referrer")
    )
    var from: String?

    @Option(
        name: .customLong("for"),
        parsing: .unconditional,
        help: ArgumentHelp(
            "Who is referred (needed): \"Name <address>\" or P-....",
            valueName: "subject"
        )
    )
    var subject: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The same, by another system's id; new if unknown.", valueName: "id")
    )
    var forId: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What for (needed).", valueName: "service"),
        completion: Completions.services
    )
    var service: String?

    @Option(
        parsing: .unconditional,
        help: "How urgent, one of the programme's priorities.",
        completion: Completions.priorities
    )
    var priority: String?

    @Option(parsing: .unconditional, help: "The need in words; kept private.")
    var need: String?

    @Option(parsing: .unconditional, help: "How it reached you.")
    var channel: String?

    @Option(parsing: .unconditional, help: "Where it came from.")
    var source: String?

    @Option(parsing: .unconditional, help: "What brought it.")
    var campaign: String?

    @Option(parsing: .unconditional, help: "The code that was given with it.")
    var code: String?

    @Option(parsing: .unconditional, help: "Which group the subject belongs to.")
    var segment: String?

    @Option(parsing: .unconditional, help: "What the referrer was promised.")
    var incentive: String?

    @Option(parsing: .unconditional, help: "Where help is needed.")
    var location: String?

    @Option(parsing: .unconditional, help: "The subject's language.")
    var language: String?

    @Option(parsing: .unconditional, help: "What it may be worth, such as 1250.00.")
    var value: String?

    @Option(parsing: .unconditional, help: "The currency of the value, such as EUR.")
    var currency: String?

    @Option(parsing: .unconditional, help: "The case's id in the system it comes from.")
    var key: String?

    @Option(parsing: .unconditional, help: "That system.")
    var system: String?

    @Option(parsing: .unconditional, help: "The household; kept under a pseudonym.")
    var household: String?

    @Option(parsing: .unconditional, help: "How many people it is about.")
    var people: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Referred on after this.", valueName: "ref"),
        completion: Completions.referrals
    )
    var follows: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Serves a part of this.", valueName: "ref"),
        completion: Completions.referrals
    )
    var parent: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("A document.", valueName: "uri"))
    var document: String?

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let places: [String] = []
    static let named = Words.ofAnyEvent + keys + ["key", "system"]
    static let keys = [
        "from", "for", "for_id", "service", "priority", "need", "channel", "source", "campaign",
        "code", "segment", "incentive", "location", "language", "value", "currency", "household",
        "people", "follows", "parent", "document",
    ]

    var words: Words {
        get throws {
            var words = try recording.words
            let given: [(String, String?)] = [
                ("from", from), ("for", subject), ("for_id", forId), ("service", service),
                ("priority", priority), ("need", need), ("channel", channel), ("source", source),
                ("campaign", campaign), ("code", code), ("segment", segment),
                ("incentive", incentive), ("location", location), ("language", language),
                ("value", value), ("currency", currency), ("key", key), ("system", system),
                ("household", household), ("people", people), ("follows", follows),
                ("parent", parent), ("document", document),
            ]
            for (key, value) in given { words[key] = value }
            return words
        }
    }

    static func acknowledgement(_ entry: Entry, _ event: Event?) -> String? {
        entry.ref?.description
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        guard words["once"] == nil else {
            throw Failure(.usage, "a submission is known by its key: use --key, not --once")
        }
        guard words["ref"] == nil else {
            throw Failure(.usage, "a submission is given its name: leave out ref, or use key")
        }
        let from = try words.need("from", "--from REFERRER").text
        let service = try words.need("service", "--service SERVICE")
        guard words["for"] == nil || words["for_id"] == nil else {
            throw Failure(.usage, "whom it is for is given twice: leave out --for or --for-id")
        }
        guard words["for"] != nil || words["for_id"] != nil else {
            throw Failure(.usage, "whom it is for is missing: add --for SUBJECT or --for-id ID")
        }
        let id = words.verbatim("key").map {
            ReferralID(system: words.verbatim("system"), key: $0)
        }
        if let known = id.flatMap({ register.ledger.referral($0) }),
            let submission = known.firstSubmission
        {
            return try repeated(known, submission, words, from, service, &register)
        }
        let moment = try register.moment(words)
        let role = try register.role(words)
        var submitted = try draft(words, service, in: &register)
        let subject = try name(&submitted, words, from, in: &register)
        let name = id ?? Self.fresh(register.ledger)
        if subject.newcomer == nil { warnOfOpen(submitted, name, &register) }
        return .new(register.add(.submitted(submitted), name, words, moment, role: role))
    }

    /// Puts in whom it is about.
    ///
    /// - Returns: The subject.
    private static func name(
        _ submitted: inout Submitted,
        _ words: Words,
        _ from: String,
        in register: inout Register
    ) throws(Failure) -> PersonFinder.Finding {
        let referrer = try register.person { finder throws(Failure) in try finder.referrer(from) }
        register.meet(referrer.newcomer)
        let subject = try register.person { finder throws(Failure) in
            if let id = words["for_id"] { return try finder.person(id: id) }
            return try finder.subject(words["for"] ?? "")
        }
        register.meet(subject.newcomer)
        submitted.referrer = referrer.name
        submitted.subject = subject.name
        if let household = words["household"] {
            let finding = try register.person { finder throws(Failure) in
                try finder.household(household)
            }
            register.meet(finding.newcomer)
            submitted.household = finding.name
        }
        for warning in [referrer.warning, subject.warning].compactMap(\.self) {
            register.warn(warning)
        }
        return subject
    }

    /// Warns of a referral of the same person for the same service; a newcomer has none.
    private static func warnOfOpen(
        _ submitted: Submitted,
        _ id: ReferralID,
        _ register: inout Register
    ) {
        guard
            let open = register.ledger.openReferral(of: submitted.subject, for: submitted.service)
        else { return }
        register.warn(
            "\(id): \(open) is open for the same person and service: if it is the same need, "
                + "close one with --outcome duplicate"
        )
    }

    private static func fresh(_ ledger: Ledger) -> ReferralID {
        var id = ReferralID.random()
        while ledger.isHere(id) { id = .random() }
        return id
    }

    /// What is said beside who.
    private static func draft(
        _ words: Words,
        _ service: Verbatim,
        in register: inout Register
    ) throws(Failure) -> Submitted {
        let programme = register.programme
        var draft = Submitted(
            stage: "",
            referrer: "",
            subject: "",
            service: service,
            priority: words.verbatim("priority") ?? programme.priorities[0]
        )
        draft.need = words.verbatim("need")
        draft.channel = words.verbatim("channel")
        draft.source = words.verbatim("source")
        draft.campaign = words.verbatim("campaign")
        draft.code = words.verbatim("code")
        draft.segment = words.verbatim("segment")
        draft.incentive = words.verbatim("incentive")
        draft.location = words.verbatim("location")
        draft.language = words.verbatim("language")
        let money = try words.money(programme)
        draft.value = money?.value
        draft.currency = money?.currency
        draft.key = words.verbatim("key")
        draft.system = words.verbatim("system")
        draft.people = try words.integer("people")
        draft.follows = try Self.other(words["follows"], &register)
        draft.parent = try Self.other(words["parent"], &register)
        draft.document = words.verbatim("document")
        let given = draft
        return try Failure.unlessRefused { () throws(Refusal) in
            try Submitted.check(given, in: programme)
        }
    }

    /// Another referral that one is to name.
    ///
    /// - `named`: The one that it names already, which may have become void since.
    static func other(
        _ typed: String?,
        _ register: inout Register,
        named: ReferralID? = nil
    ) throws(Failure) -> ReferralID? {
        guard let typed else { return nil }
        var words = Words()
        words["ref"] = typed
        let referral = try register.referral(words)
        guard !referral.isVoid || referral.id == named else {
            throw Failure(
                .badData,
                "\(referral.id) was entered in error: name another referral, or undo that"
            )
        }
        return referral.id
    }
}
