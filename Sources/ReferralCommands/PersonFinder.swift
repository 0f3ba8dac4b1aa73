import Notation
import Project
import ReferralModel

/// Finds the person that somebody means, or makes a pseudonym for a new one.
struct PersonFinder {
    /// Who is meant, and what is to be kept or said about that.
    struct Finding {
        /// What stands in the log.
        let name: Verbatim
        /// A person to keep, if new.
        var newcomer: Person?
        /// A word of warning, if there is one.
        var warning: String?
    }

    let people: People
    let programme: Programme
    let now: Instant
    /// The state, which knows the pseudonyms of people whose details are on other machines.
    let ledger: Ledger

    /// The referrer: a handle as it is, or a person.
    func referrer(_ typed: String) throws(Failure) -> Finding {
        if let known = try pseudonym(typed) { return known }
        if Handle.isValid(typed) { return Finding(name: Verbatim(typed)) }
        return try person(typed)
    }

    /// The subject: a person, or an account where the programme is open.
    func subject(_ typed: String) throws(Failure) -> Finding {
        if let known = try pseudonym(typed) { return known }
        if programme.subjectsAreOpen, Handle.isValid(typed) {
            return Finding(name: Verbatim(typed))
        }
        return try person(typed)
    }

    /// The person whom another system calls so; a new one where nobody is called so.
    func person(id: String) throws(Failure) -> Finding {
        try onlyOne(of: people.persons(id: id)) ?? newcomer(name: "", addresses: [], ids: [id])
    }

    /// The person whom all of some lines are about; `nil` where there is no line.
    private func onlyOne(of known: [Person]) throws(Failure) -> Finding? {
        guard let first = known.first else { return nil }
        guard ledger.people.areOne(known.map(\.id.verbatim)) else { throw .ambiguous(known) }
        return Finding(name: first.id.verbatim)
    }

    /// The household that somebody calls so: a pseudonym of its own.
    func household(_ typed: String) throws(Failure) -> Finding {
        if let known = try pseudonym(typed) { return known }
        return try person(id: Person.household + typed)
    }

    private func pseudonym(_ typed: String) throws(Failure) -> Finding? {
        guard let id = PersonID(typed: typed) else {
            guard !PersonID.isMistyped(typed) else { throw .mistypedPseudonym }
            return nil
        }
        guard !ledger.people.isErased(id.verbatim) else {
            throw Failure(.badData, "\(id) was forgotten: give the person anew, by name or address")
        }
        guard people.person(id) != nil || ledger.names(id.verbatim) else {
            throw .nobody(id)
        }
        return Finding(name: id.verbatim)
    }

    private func person(_ typed: String) throws(Failure) -> Finding {
        // What stands for standard input or a file elsewhere is nobody's name.
        guard typed != "-", !typed.hasPrefix("@"), let description = PersonDescription(typed) else {
            throw Failure(
                .badData,
                "that names nobody: give a name, an address, or \"Name <address>\""
            )
        }
        let addresses = description.address.map { [$0] } ?? []
        guard let address = description.address else {
            return newcomer(name: description.name, addresses: addresses)
        }
        let neighbours = people.persons(at: address)
        let sought = PersonDescription.compared(description.name)
        let same = neighbours.filter { PersonDescription.compared($0.name) == sought }
        if let known = try onlyOne(of: same) { return known }
        if description.name.isEmpty, ledger.people.areOne(neighbours.map(\.id.verbatim)) {
            return Finding(name: neighbours[0].id.verbatim)
        }
        var finding = newcomer(name: description.name, addresses: addresses)
        if !neighbours.isEmpty {
            let shown = neighbours.map(\.id.description).joined(separator: ", ")
            finding.warning =
                "that address is also of \(shown): taken for another person; use P-… "
                + "if it is the same"
        }
        return finding
    }

    /// Whether another system calls the person so whom a known case is about already.
    ///
    /// - Returns: `nil` where this machine cannot open that person, so that it cannot tell.
    func isCalled(_ id: String, _ known: Verbatim) -> Bool? {
        let called = people.persons(id: id)
        if called.contains(where: { ledger.people.areOne([$0.id.verbatim, known]) }) {
            return true
        }
        return details(of: known).areAll ? false : nil
    }

    private func newcomer(name: String, addresses: [String], ids: [String] = []) -> Finding {
        let person = Person(
            id: .random(),
            name: name,
            addresses: addresses,
            ids: ids,
            updated: now
        )
        return Finding(name: person.id.verbatim, newcomer: person)
    }

    /// Whether what somebody typed means a person whom a known case is about already.
    ///
    /// - Returns: `nil` where this machine cannot open that person, so that it cannot tell.
    func means(_ typed: String, _ known: Verbatim) -> Bool? {
        if Verbatim(typed) == known { return true }
        if let typed = PersonID(typed: typed) {
            return ledger.people.areOne([typed.verbatim, known])
        }
        guard PersonID(known.text) != nil else { return false }
        let (persons, areAll) = details(of: known)
        if let description = PersonDescription(typed),
            persons.contains(where: { fits($0, description) })
        {
            return true
        }
        return areAll ? false : nil
    }

    /// Whether a description may be of a person.
    private func fits(_ person: Person, _ description: PersonDescription) -> Bool {
        let isNamed =
            description.name.isEmpty
            || PersonDescription.compared(description.name)
                == PersonDescription.compared(person.name)
        guard let address = description.address else { return isNamed }
        let wanted = Verbatim(PersonDescription.normalised(address))
        return isNamed
            && person.addresses.contains { Verbatim(PersonDescription.normalised($0)) == wanted }
    }

    /// What this machine has of a person, under any pseudonym of theirs, and whether that is all.
    private func details(of known: Verbatim) -> (persons: [Person], areAll: Bool) {
        let members = ledger.people.members(with: known)
        let persons = members.compactMap { PersonID($0.text) }.compactMap { people.person($0) }
        return (persons, persons.count == members.count)
    }
}

extension Failure {
    /// Several persons where one is meant.
    static func ambiguous(_ persons: [Person]) -> Failure {
        let shown = persons.map(\.id.description).joined(separator: ", ")
        return Failure(.notFound, "that could be \(shown): name one of them")
    }

    /// A pseudonym that nobody has.
    static func nobody(_ id: PersonID) -> Failure {
        Failure(.notFound, "nobody is called \(id): see referral people list")
    }

    /// What looks like a pseudonym and is not a whole one.
    static var mistypedPseudonym: Failure {
        Failure(
            .badData,
            "that is no whole pseudonym, which is P- and 16 characters: see referral people list"
        )
    }
}
