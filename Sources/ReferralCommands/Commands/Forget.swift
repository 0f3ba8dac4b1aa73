internal import ArgumentParser
import EventLog
import Notation
import Project
import ReferralModel
import Rendering
import SystemPackage

/// `referral forget`: a person is erased.
struct Forget: RecordingCommand {
    static let configuration = CommandConfiguration(
        command: "forget",
        abstract: "Forget a person: their details and private texts are deleted.",
        discussion: """
            The log keeps the pseudonym, so every figure stays. Name, addresses and the
            private texts of their referrals are deleted here, and in every other clone at
            its next command once it has merged this. What cannot be reached is listed.

            Example:
              referral forget "Jo Park <jo@example.org>"
            """
    )

    @Argument(help: "The person: P-..., or a name or an address that only one has.")
    var subject: String?

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let keys = ["subject"]

    var words: Words {
        get throws {
            var words = try recording.words
            words["subject"] = subject
            return words
        }
    }

    static func acknowledgement(_ entry: Entry, _ event: Event?) -> String? { entry.message }

    func run(in invocation: Invocation) throws -> ExitStatus {
        let asked = try asked
        let session = try asked.record(in: invocation)
        let isRefused = session.status != .done && session.recorded.count == 0
        guard !recording.dryRun, !isRefused else {
            try asked.answer(session, invocation)
            return session.status
        }
        let directory = try options.ledgerDirectory(invocation)
        let timeout = try options.timeout()
        let swept: LedgerDirectory.Swept
        do {
            swept = try directory.sweep(lockTimeout: timeout)
        } catch {
            try asked.answer(session, invocation)
            let failure = Failure(error, lockTimeout: timeout)
            throw Failure(
                failure.status,
                "recorded, and what this machine holds is not deleted yet: \(failure.message)"
            )
        }
        // Said only now, since whoever reads it may be gone, and this command with them.
        try asked.answer(session, invocation)
        let lines = try Self.unreached(directory, swept, invocation)
        if try options.outputFormat() == .text, !recording.readsInput {
            for line in lines { try invocation.say(line) }
        } else {
            for line in lines { invocation.warn(line) }
        }
        return session.status
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        let typed = try words.need("subject", "whom to forget").text
        if let known = register.repetition(.erased, of: nil, words) {
            // Once forgotten, nobody has the name any more by which this found them.
            guard let other = try? Self.person(typed, register),
                !register.ledger.people.isErased(other.verbatim)
            else { return known }
            throw Failure(
                .badData,
                "that word is of another erasure, and \(other) is not forgotten: use another word"
            )
        }
        let person = try Self.person(typed, register)
        let role = try register.role(words)
        if register.ledger.people.isErased(person.verbatim) {
            return .known(nil, nil, "\(person) is forgotten already")
        }
        try register.mayCorrect(words)
        let members = register.ledger.people.members(with: person.verbatim)
        let others = members.filter { $0 != person.verbatim }
        let moment = try register.moment(words)
        let erased = { (person: PersonID) in Payload.erased(Erased(person: person)) }
        var entry = Entry.new(register.add(erased(person), nil, words, moment, role: role))
        // Each by itself, so that no undoing of a link elsewhere keeps one of them.
        var words = words
        words["once"] = nil
        for other in others.compactMap({ PersonID($0.text) }) {
            register.add(erased(other), nil, words, moment, role: role)
        }
        entry.message = "forgot " + members.map(\.text).joined(separator: ", ")
        return entry
    }

    /// The one person whom somebody means, forgotten ones among them.
    static func person(_ typed: String, _ register: Register) throws(Failure) -> PersonID {
        if let id = PersonID(typed: typed) {
            let isKnown =
                register.people.person(id) != nil || register.ledger.names(id.verbatim)
                || register.ledger.people.isErased(id.verbatim)
            guard isKnown else { throw .nobody(id) }
            return id
        }
        let found = register.people.matching(typed)
        guard let first = found.first else {
            throw Failure(
                .notFound,
                "nobody here has that name or address: see referral people list"
            )
        }
        guard register.ledger.people.areOne(found.map(\.id.verbatim)) else {
            throw .ambiguous(found)
        }
        return first.id
    }

    /// What was deleted on this machine, and what that does not reach, for people.
    private static func unreached(
        _ directory: LedgerDirectory,
        _ swept: LedgerDirectory.Swept,
        _ invocation: Invocation
    ) throws -> [String] {
        let people = directory.peoplePath
        let name = people.lastComponent?.string ?? "people.jsonl"
        let history = invocation.git(
            ["log", "--all", "--format=%h", "-n", "1", "--", name],
            people.removingLastComponent()
        )
        var lines = [
            "deleted from \(name): persons \(swept.persons), private texts \(swept.texts)"
                + (swept.unreadable > 0 ? ", unreadable lines \(swept.unreadable)" : ""),
            "not reached:",
            "  other clones, until they merge this and run a command",
            "  copies and backups of \(name), exports, mails sent, what was printed or read",
            "  what the log says in the clear: keys, tags, handles and codes of their referrals",
            "  their household, which is forgotten by its own pseudonym: see referral people list",
        ]
        if try !directory.hasOwnPeople {
            lines.append(
                "  other ledgers with the same \(name), whose private texts stay until the person is "
                    + "forgotten there, by P-..."
            )
        }
        if history?.isEmpty == false {
            lines.append(
                "  git has tracked \(name): its history, here and in every clone, still names them; "
                    + "rewrite it with git filter-repo"
            )
        }
        return lines
    }
}
