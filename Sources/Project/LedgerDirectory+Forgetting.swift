import EventLog
import Notation
public import ReferralModel
import SystemPackage

extension LedgerDirectory {
    /// What a sweep took out of the file of people.
    public struct Swept: Sendable, Equatable {
        /// Persons, by the pseudonyms that had a line.
        public var persons = 0
        /// Private texts.
        public var texts = 0
        /// Lines that could not be read, and so might have named anybody.
        public var unreadable = 0
    }

    /// Deletes the details and private texts of people whom the ledger says to forget.
    ///
    /// The lock is taken for it. What the file holds of others stays byte for byte, but for lines that
    /// cannot be read: they may name anybody, and go as well. Where somebody is forgotten of whom this
    /// clone did not know that, what it noted of lines, and set aside as damaged, goes in any case.
    ///
    /// - `lockTimeout`: Milliseconds to wait for the lock.
    /// - What it throws: `AppendFault`; then the file is as it was.
    @discardableResult
    public func sweep(lockTimeout: Int64) throws -> Swept {
        let writer = LogWriter(ledger: root, lockTimeout: lockTimeout)
        return try writer.locked { try sweepLocked(try log().ledger, lockTimeout: lockTimeout) }
    }

    /// Whether somebody is forgotten of whom this clone has not deleted everything, as far as it knows.
    public func mustSweep(_ ledger: Ledger) throws(ProjectFault) -> Bool {
        guard ledger.people.hasErasures else { return false }
        if try !isNoted(ledger) { return true }
        return try holdsForgotten(ledger)
    }

    /// Whether the file of people still holds something of somebody who is forgotten.
    public func holdsForgotten(_ ledger: Ledger) throws(ProjectFault) -> Bool {
        guard ledger.people.hasErasures else { return false }
        let (persons, events) = (ledger.people.erased, ledger.forgotten)
        return try people(.some(persons.count + events.count)).has(anyOf: persons, orOf: events)
    }

    /// Where this clone notes of whom it has deleted everything: a pseudonym a line.
    private var note: FilePath { state.appending("forgotten") }

    private var state: FilePath { root.appending(".referral") }

    /// Whether all who are forgotten are noted; a clone without notes of any kind has nothing to delete.
    private func isNoted(_ ledger: Ledger) throws(ProjectFault) -> Bool {
        let bytes = try ProjectFault.wrapping { () throws(SystemFault) in
            try File.identity(at: state) == nil ? nil : File.bytesIfPresent(at: note) ?? []
        }
        guard let bytes else { return true }
        let noted = Set(bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) })
        return ledger.people.erased.allSatisfy { noted.contains($0.text) }
    }

    /// Where the file of people is written anew.
    private var draft: FilePath { state.appending("people.jsonl.new") }

    /// Whether the file of people is in the ledger, and so of no other.
    public var hasOwnPeople: Bool {
        get throws(SystemFault) {
            let place = try File.resolved(peoplePath)
            return place.removingLastComponent() == (try File.resolved(root))
        }
    }

    /// Deletes as ``sweep(lockTimeout:)`` does, with the lock held.
    func sweepLocked(_ ledger: Ledger, lockTimeout: Int64) throws -> Swept {
        guard ledger.people.hasErasures else { return Swept() }
        let isNews = try !isNoted(ledger)
        guard try isNews || holdsForgotten(ledger) else { return Swept() }
        if isNews { LogRepair.forget(root) }
        // Should the command end here, the next one finds that it must.
        forgetNotes()
        let count = try sweepFile(ledger, lockTimeout: lockTimeout)
        forgetNotes()
        let noted = ledger.people.erased.map(\.text).sorted().joined(separator: "\n") + "\n"
        try? File.replace(note, with: Array(noted.utf8), mode: 0o600)
        return count
    }

    /// Writes the file of people anew, if there is one, without what is to be forgotten.
    private func sweepFile(_ ledger: Ledger, lockTimeout: Int64) throws -> Swept {
        guard try readIfPresent(peoplePath) != nil else { return Swept() }
        // The file itself is replaced, not a link that leads to it; nobody adds to it meanwhile.
        let place = try File.resolved(peoplePath)
        let file = try File.alone(place, mode: 0o600, timeout: lockTimeout)
        defer { withExtendedLifetime(file) {} }
        let (kept, count, addresses) = try swept(ledger)
        guard count != Swept() else { return count }
        try forgetActor(of: addresses)
        // Drafted where git does not look, if the file is the ledger's own.
        try File.replace(place, with: kept, mode: 0o600, by: try hasOwnPeople ? draft : nil)
        return count
    }

    /// Deletes what was noted of the log and of people: it may be of somebody who is forgotten.
    private func forgetNotes() {
        IndexedLog.forget(root)
        FiledLines.forget(in: state)
        File.remove(draft)
    }

    /// The bytes of the file of people without what is to be forgotten, how much that is, and what any
    /// line of it had as an address.
    private func swept(
        _ ledger: Ledger
    ) throws(ProjectFault) -> (kept: [UInt8], count: Swept, addresses: Set<String>) {
        let bytes = try readIfPresent(peoplePath) ?? []
        let people = ledger.people
        let forgotten = ledger.forgotten
        var kept: [UInt8] = []
        var persons: Set<PersonID> = []
        var addresses: Set<String> = []
        var count = Swept()
        for line in bytes.split(separator: 0x0A) {
            guard let line = PeopleLine(line) else {
                if PeopleLine.isOfAnotherKind(line) {
                    kept += line + [0x0A]
                } else {
                    count.unreadable += 1
                }
                continue
            }
            if line.isForgotten(people, forgotten) {
                switch line.subject {
                case .person(let id):
                    persons.insert(id)
                    addresses.formUnion(line.addresses.map(PersonDescription.normalised))
                case .text: count.texts += 1
                }
            } else {
                kept += line.bytes + [0x0A]
            }
        }
        count.persons = persons.count
        return (kept, count, addresses)
    }

    /// Deletes the address that stands for this machine's user, if somebody forgotten had it.
    private func forgetActor(of addresses: Set<String>) throws {
        let path = root.appending(".referral").appending("actor")
        guard let bytes = try readIfPresent(path) else { return }
        let name = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
        let address = PersonDescription(name)?.address ?? name
        if addresses.contains(PersonDescription.normalised(address)) { File.remove(path) }
    }
}
