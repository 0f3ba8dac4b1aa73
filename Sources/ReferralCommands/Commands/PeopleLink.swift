internal import ArgumentParser
import Notation
import ReferralModel

/// `referral people link`: two pseudonyms are one person.
struct PeopleLink: RecordingCommand {
    static let configuration = CommandConfiguration(
        command: "link",
        abstract: "Say that two pseudonyms are one person.",
        discussion: """
            Every count of persons takes them for one from now on. referral undo takes it
            back.

            Example:
              referral people link P-0123456789ABCDEF P-T1WTZT6P9YGD8WQQ --reason married
            """
    )

    @Argument(help: "A person: P-..., or a name or an address that only one has.")
    var person: String?

    @Argument(help: "The other.")
    var alias: String?

    @Option(parsing: .unconditional, help: "Why; kept private.")
    var reason: String?

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let keys = EventType.linked.keys

    var words: Words {
        get throws {
            var words = try recording.words
            words["person"] = person
            words["alias"] = alias
            words["reason"] = reason
            return words
        }
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        let person = try Forget.person(try words.need("person", "a person").text, register)
        let alias = try Forget.person(try words.need("alias", "the other person").text, register)
        let classes = register.ledger.people
        for one in [person, alias] where classes.isErased(one.verbatim) {
            throw Failure(.badData, "\(one) was forgotten: nobody can be linked with them")
        }
        guard person != alias else {
            throw Failure(.badData, "\(person) is one person already: give two pseudonyms")
        }
        if let known = register.repetition(.linked, of: nil, words) { return known }
        guard
            classes.representative(of: person.verbatim)
                != classes.representative(of: alias.verbatim)
        else { return .known(nil, nil, "they are one person already") }
        try register.mayCorrect(words)
        let reason = words.verbatim("reason") ?? "linked by hand"
        return .new(
            register.add(
                .linked(Linked(person: person, alias: alias, reason: reason)),
                nil,
                words,
                try register.moment(words),
                role: try register.role(words)
            )
        )
    }
}
