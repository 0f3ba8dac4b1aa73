internal import ArgumentParser
import Notation
import Project
import ReferralModel
import Rendering

/// `referral people set`: a new name or address of a person.
struct PeopleSet: LedgerCommand {
    static let configuration = CommandConfiguration(
        command: "set",
        abstract: "Give a person a new name, new addresses or ids.",
        discussion: """
            What is given replaces what was there; the log does not change. --address and
            --id may be given several times; an empty one takes all away. In forms for
            machines it shows the person as people list does.

            Example:
              referral people set jo@example.org --name "Jo Hill" --address jo@hill.example
            """
    )

    @Argument(help: "The person: P-..., or a name or an address that only one has.")
    var person: String

    @Option(parsing: .unconditional, help: "What they are called now.")
    var name: String?

    @Option(
        parsing: .unconditionalSingleValue,
        help: "Where they are reached now; as often as needed."
    )
    var address: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("What another system calls them; as often as needed.", valueName: "id")
    )
    var id: [String] = []

    @Option(parsing: .unconditional, help: "The language to write to them in, such as en.")
    var language: String?

    @OptionGroup var options: LedgerOptions

    func run(in invocation: Invocation) throws -> ExitStatus {
        guard name != nil || language != nil || !address.isEmpty || !id.isEmpty else {
            throw Failure(.usage, "nothing is set: add --name, --address, --id or --language")
        }
        try checkName()
        let format = try options.outputFormat()
        var pseudonym: PersonID?
        try options.register(invocation) { register throws(Failure) in
            let id = try Forget.person(person, register)
            pseudonym = id
            guard !register.ledger.people.isErased(id.verbatim) else {
                throw Failure(.badData, "\(id) was forgotten: give the person anew")
            }
            let known = register.people.person(id)
            try checkAddresses(besides: known?.addresses ?? [])
            // The newest line counts, so this one is newer than the one that it replaces.
            let after = known.map { $0.updated.advanced(by: 1) } ?? register.now
            register.keep(
                Person(
                    id: id,
                    name: name.map(PersonDescription.tidied) ?? known?.name ?? "",
                    addresses: address.isEmpty
                        ? known?.addresses ?? []
                        : address.map(PersonDescription.tidied).filter { !$0.isEmpty },
                    ids: self.id.isEmpty ? known?.ids ?? [] : self.id.filter { !$0.isEmpty },
                    language: language ?? known?.language ?? "",
                    updated: max(register.now, after)
                )
            )
        }
        if let pseudonym, !format.isForPeople {
            try invocation.saying(done: "it is kept") {
                try PeopleList.show(pseudonym.description, names: false, options, invocation)
            }
        }
        return .done
    }

    /// Refuses a name that would be taken for another word, or is none.
    private func checkName() throws(Failure) {
        let name = name.map(PersonDescription.tidied) ?? ""
        let isName = PersonDescription(name)?.name == name && PersonID(name) == nil
        guard self.name?.isEmpty != false || isName && name != "-" && !name.hasPrefix("@") else {
            throw Failure(.badData, "--name is no name: give what they are called")
        }
    }

    /// Refuses an address by which nobody is found; what a person has already stays.
    private func checkAddresses(besides known: [String]) throws(Failure) {
        for address in address.map(PersonDescription.tidied)
        where !address.isEmpty && !known.contains(address) {
            guard PersonDescription(address)?.address == address else {
                throw Failure(
                    .badData,
                    "--address is no address: give an electronic one, or a telephone number"
                )
            }
        }
    }
}

extension LedgerOptions {
    /// Lets a command add to the people of the ledger under its lock.
    func register(
        _ invocation: Invocation,
        _ body: (inout Register) throws -> Void
    ) throws {
        let ledger = try WritableLedger(self, invocation)
        var warnings: Warnings?
        try ledger.append { state in
            var register = try ledger.register(state, linksDoubles: false)
            try body(&register)
            warnings = register.warnings
            return LedgerDirectory.Verdict(append: register.state.draft)
        }
        warnings?.say(in: invocation)
    }
}
