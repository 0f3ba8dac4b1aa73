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
    /// cannot be read: they may name anybody, and go as well. Where somebody is forgotten, what this
    /// machine noted, and set aside as damaged, goes in any case.
    ///
    /// - `lockTimeout`: Milliseconds to wait for the lock.
    /// - What it throws: `AppendFault`; then the file is as it was.
    @discardableResult
    public func sweep(lockTimeout: Int64) throws -> Swept {
        let writer = LogWriter(ledger: root, lockTimeout: lockTimeout)
        return try writer.locked {
            let ledger = try log().ledger
            if ledger.people.hasErasures { forgetNotes() }
            return try sweepLocked(ledger, lockTimeout: lockTimeout)
        }
    }

    /// Whether the file of people still holds something of somebody who is forgotten, or was damage set
    /// aside before that was known.
    public func mustSweep(_ ledger: Ledger) throws(ProjectFault) -> Bool {
        guard ledger.people.hasErasures else { return false }
        if try isQuarantineOlder(than: ledger) { return true }
        return try holdsForgotten(ledger)
    }

    private func isQuarantineOlder(than ledger: Ledger) throws(ProjectFault) -> Bool {
        let noted = try ProjectFault.wrapping { () throws(SystemFault) in
            try LogRepair.noted(in: root)
        }
        return noted.map { $0 < ledger.people.erased.count } ?? false
    }

    private func holdsForgotten(_ ledger: Ledger) throws(ProjectFault) -> Bool {
        let (persons, events) = (ledger.people.erased, ledger.forgotten)
        return try people(.some(persons.count + events.count)).has(anyOf: persons, orOf: events)
    }

    /// Where the file of people is written anew.
    private var draft: FilePath { root.appending(".referral").appending("people.new") }

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
        if try isQuarantineOlder(than: ledger) { LogRepair.forget(root) }
        guard try holdsForgotten(ledger) else { return Swept() }
        // Should the command end here, the next one finds that it must.
        forgetNotes()
        // The file itself is replaced, not a link that leads to it; nobody adds to it meanwhile.
        let place = try File.resolved(peoplePath)
        let file = try File.alone(place, mode: 0o600, timeout: lockTimeout)
        defer { withExtendedLifetime(file) {} }
        let (kept, count, addresses) = try swept(ledger)
        try forgetActor(of: addresses)
        // Drafted where git does not look, if the file is the ledger's own.
        try File.replace(place, with: kept, mode: 0o600, by: try hasOwnPeople ? draft : nil)
        forgetNotes()
        return count
    }

    /// Deletes what was noted of the log and of people, and what was set aside: it may name anybody.
    private func forgetNotes() {
        LogRepair.forget(root)
        IndexedLog.forget(root)
        FiledLines.forget(in: root.appending(".referral"))
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
