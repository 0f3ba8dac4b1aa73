import EventLog
public import ReferralModel
import SystemPackage

extension LedgerDirectory {
    /// How much of the file of people a command needs.
    public enum PeopleNeed: Sendable {
        /// All of them, or nobody knows how many.
        case many
        /// About so many, each of whom is found by itself where that is quicker.
        case some(Int)

        /// One or a few.
        public static let few = PeopleNeed.some(1)
    }

    /// Files up to so many bytes are always read whole.
    private static let smallSize = 1 << 16
    /// Somebody is found by themselves in the time in which so many bytes are read.
    private static let sizeOfSearch = 1 << 12

    /// The people that this machine knows; nobody where there is no file.
    public func people(_ need: PeopleNeed = .many) throws(ProjectFault) -> People {
        if case .some(let count) = need, let filed = try filedPeople(count) {
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
    /// - `count`: How many people are to be found.
    /// - Returns: `nil` where the file is small for that, or where nothing is to be noted, or can be.
    private func filedPeople(_ count: Int) throws(ProjectFault) -> FiledPeople? {
        if case .off = snapshot { return nil }
        let state = root.appending(".referral")
        let isEager = if case .always = snapshot { true } else { false }
        let identity = try ProjectFault.wrapping { () throws(SystemFault) in
            try File.identity(at: peoplePath)
        }
        guard let identity, identity.kind == .plain,
            isEager || identity.size / Self.sizeOfSearch >= count && identity.size > Self.smallSize
        else { return nil }
        if let lines = FiledLines(peoplePath, in: state) {
            let most = isEager ? lines.covered : max(Self.smallSize, lines.covered / 256)
            if lines.tail.count <= most { return FiledPeople(lines) }
        }
        FiledPeople.note(try read(peoplePath), in: state)
        return FiledLines(peoplePath, in: state).map { FiledPeople($0) }
    }
}
