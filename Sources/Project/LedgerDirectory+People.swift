import EventLog
public import ReferralModel
import SystemPackage

extension LedgerDirectory {
    /// How much of the file of people a command needs.
    public enum PeopleNeed: Sendable {
        /// Many of them.
        case many
        /// A few, each of whom is found by itself.
        case few
    }

    /// Files up to so many bytes are always read whole.
    private static let smallSize = 1 << 16

    /// The people that this machine knows; nobody where there is no file.
    public func people(_ need: PeopleNeed = .many) throws(ProjectFault) -> People {
        if case .few = need, let filed = try filedPeople() {
            return People(filed, adding: scratch())
        }
        return People(try readIfPresent(peoplePath) ?? [], adding: scratch())
    }

    /// The people without those whom the ledger says to forget.
    public func people(
        in ledger: Ledger,
        _ need: PeopleNeed = .many
    ) throws(ProjectFault) -> People {
        try people(need).without(ledger.people, ledger.forgotten)
    }

    /// The file of people with what was noted of its lines; these are noted now where they were not,
    /// or where much has come since.
    ///
    /// - Returns: `nil` where the file is small, or where nothing is to be noted, or can be.
    private func filedPeople() throws(ProjectFault) -> FiledPeople? {
        if case .off = snapshot { return nil }
        let state = root.appending(".referral")
        let isEager = if case .always = snapshot { true } else { false }
        let identity = try ProjectFault.wrapping { () throws(SystemFault) in
            try File.identity(at: peoplePath)
        }
        guard let identity, !identity.isPipe, !identity.isDirectory,
            isEager || identity.size > Self.smallSize
        else { return nil }
        if let lines = FiledLines(peoplePath, in: state) {
            let most = isEager ? lines.covered : max(Self.smallSize, lines.covered / 256)
            if lines.tail.count <= most { return FiledPeople(lines) }
        }
        FiledPeople.note(try read(peoplePath), in: state)
        return FiledLines(peoplePath, in: state).map { FiledPeople($0) }
    }
}
