import Notation
import Project
import ReferralModel

/// Keys of an event as people type their values: one key means one kind of value everywhere.
extension Register {
    private static let integers: Set = [
        "done", "planned", "people", "attempt", "considered", "level",
    ]
    private static let signed: Set = ["score", "low", "high"]
    private static let points: Set = ["scheduled_for", "expected_by", "due", "until"]

    /// A key with its value as it stands in an event.
    ///
    /// A person is found among the people, or met as a new one, and stands by pseudonym.
    mutating func member(_ key: String, _ typed: String) throws(Failure) -> JSONMember {
        var words = Words()
        words[key] = typed
        let value: JSONValue
        switch key {
        case _ where Self.integers.contains(key):
            value = .integer(try words.integer(key) ?? 0)
        case _ where Self.signed.contains(key):
            value = .integer(try words.signed(key) ?? 0)
        case "role":
            guard Role(rawValue: typed) != nil else {
                throw Failure(
                    Refusal.unknownWord(
                        Verbatim(typed),
                        key: "role",
                        known: Role.allCases.map { Verbatim($0.rawValue) }
                    )
                )
            }
            value = .string(typed)
        case "actor": value = .string(pseudonym(ofActor: typed).text)
        case _ where Self.points.contains(key):
            value = .optional(try point(words, key)?.text)
        case "respond_by": value = .optional(try deadline(words, key)?.description)
        case "granted": value = .bool(try words.isTrue(key))
        case "follows", "parent", "duplicate_of":
            value = .optional(try Submit.other(typed, &self)?.description)
        case "about", "earned_by": value = .string(try place(typed).id.description)
        case "amount", "value":
            guard let amount = Amount(typed) else {
                throw Failure(
                    .badData,
                    "\(key) should be an amount such as 1250.00: give digits, at most 18, and 6 after the point"
                )
            }
            value = .string(amount.description)
        case "currency":
            guard let code = CurrencyCode(typed) else {
                throw Failure(.badData, "currency should be three capital letters such as EUR")
            }
            value = .string(code.code)
        case "subject", "referrer", "recipient", "household":
            value = .string(try name(of: typed, as: key).text)
        default: value = .string(typed)
        }
        return JSONMember(key, value)
    }

    private mutating func name(of typed: String, as key: String) throws(Failure) -> Verbatim {
        let finding = try person { finder throws(Failure) in
            switch key {
            case "subject": try finder.subject(typed)
            case "household": try finder.household(typed)
            default: try finder.referrer(typed)
            }
        }
        meet(finding.newcomer)
        if let warning = finding.warning { warn(warning) }
        return finding.name
    }

    /// The event that somebody means by its id, or by the last six characters of it or more.
    func place(_ typed: String) throws(Failure) -> Ledger.Place {
        guard let suffix = CrockfordBase32.canonical(typed), suffix.utf8.count <= 26,
            suffix.utf8.count >= 6
        else {
            throw Failure(
                .notFound,
                "that is no id of an event: give the last six characters of it or more, as "
                    + "referral status REF shows them"
            )
        }
        let found = ledger.events(endingWith: suffix)
        guard let first = found.first else {
            throw .noEvent(typed)
        }
        guard found.count == 1 else {
            let shown = found.prefix(4).map(\.id.description).joined(separator: ", ")
            throw Failure(.notFound, "\(typed) could be \(shown): give more of the id")
        }
        return first
    }

    /// The referral that an event is about; `nil` for one about the ledger as a whole.
    mutating func referral(at place: Ledger.Place) -> Referral? {
        place.ref.flatMap { ledger.referral($0) }
    }

    /// Refuses a correction by somebody who has no part in the programme, where it names parts.
    func mayCorrect(_ words: Words) throws(Failure) {
        let own = Verbatim(words["actor"] ?? actor)
        guard programme.roles.isEmpty || programme.roles[own] != nil else {
            throw .noPart
        }
    }

    /// Why something is corrected, which every correction says.
    func reason(_ words: Words) throws(Failure) -> Verbatim {
        try words.need("reason", "--reason, which is kept private")
    }
}

extension Failure {
    /// The programme names who may act, and the actor is not among them.
    static let noPart = Failure(
        .notPermitted,
        "the actor is not among the programme's roles: add them there, or name another with --actor"
    )

    /// Events are named on the command line although a batch is read.
    static let eventsBesideBatch = Failure(
        .usage,
        "a batch names its events itself: leave them out of the command line"
    )

    /// No event has an id that ends so.
    static func noEvent(_ typed: String) -> Failure {
        Failure(.notFound, "no event ends in \(word(typed)): see referral status REF")
    }

    /// No referral has a name that begins so.
    static func noReferral(_ typed: String) -> Failure {
        Failure(.notFound, "no referral begins with \(typed): see referral status")
    }
}
