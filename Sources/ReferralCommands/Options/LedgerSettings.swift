import EventLog
import Notation
import Project
import Rendering
import SystemPackage

/// What every command goes by: which ledger, what clock, which form.
protocol LedgerSettings {
    /// The ledger's directory, or one inside it, as it was typed.
    var directory: String? { get }
    /// What is taken for the clock's reading, as it was typed.
    var now: String? { get }
    /// How the answer looks.
    var format: String { get }
    /// How long to wait for other commands.
    var lockTimeout: String { get }
}

/// Settings as they are where nothing is said, each to be set.
struct PlainSettings: LedgerSettings {
    var directory: String?
    var now: String?
    var format = "text"
    var lockTimeout = "10s"
}

extension LedgerSettings {
    func outputFormat() throws(Failure) -> OutputFormat {
        guard let format = OutputFormat(rawValue: format) else {
            let known = OutputFormat.allCases.map(\.rawValue)
            throw Failure(
                .usage,
                "no format is called \(Failure.word(format))\(Failure.hint(format, known)): use one of "
                    + known.joined(separator: ", ")
            )
        }
        return format
    }

    /// The directory that the command line names, if it does.
    func namedDirectory() throws(Failure) -> String? {
        guard directory?.isEmpty != true else {
            throw Failure(.usage, "-C is an empty word: name a directory, or leave it out")
        }
        return directory
    }

    /// The ledger's directory, found as git finds its own.
    func ledgerDirectory(_ invocation: Invocation) throws -> LedgerDirectory {
        let named = try namedDirectory() ?? invocation.variable("REFERRAL_DIR")
        if let named, try File.identity(at: invocation.path(named))?.kind != .directory {
            throw Failure(.notFound, "\(named) is no directory: check -C and REFERRAL_DIR")
        }
        // What cannot be read is refused by commands as well that ask no clock.
        _ = try point(invocation, in: .utc)
        let people = invocation.variable("REFERRAL_PEOPLE").map { invocation.path($0) }
        return try LedgerDirectory(
            from: named.map { invocation.path($0) } ?? invocation.workingDirectory,
            people: people,
            snapshot: try snapshot(invocation),
            threads: try threads(invocation)
        )
    }

    private func snapshot(_ invocation: Invocation) throws(Failure) -> SnapshotUse {
        switch invocation.variable("REFERRAL_SNAPSHOT") {
        case nil: return .sparing
        case "off": return .off
        case "always": return .always
        default:
            throw Failure(
                .usage,
                "REFERRAL_SNAPSHOT cannot be read: give off or always, or unset it"
            )
        }
    }

    private func threads(_ invocation: Invocation) throws(Failure) -> Int? {
        guard let typed = invocation.variable("REFERRAL_THREADS") else { return nil }
        guard let count = Int(typed), (1...256).contains(count) else {
            throw Failure(.usage, "REFERRAL_THREADS cannot be read: give a number from 1 to 256")
        }
        return count
    }

    /// The reading of the clock that the command goes by.
    ///
    /// - `writing`: Whether it records; then a reading after the machine's is refused.
    func instant(
        _ invocation: Invocation,
        in zone: TimeZoneRules,
        writing: Bool
    ) throws(Failure) -> Instant {
        let real = invocation.clock()
        guard let point = try point(invocation, in: zone) else { return real }
        let instant = DateReader(now: real, zone: zone).end(of: point)
        guard writing else { return instant }
        // The end of today is later than now, and means now.
        if point.isDay, zone.date(of: real) == point.date { return real }
        guard instant <= real else {
            throw Failure(
                .badData,
                "\(nameOfNow) is later than this machine's clock: record what has happened"
            )
        }
        return instant
    }

    private var nameOfNow: String { now == nil ? "REFERRAL_NOW" : "--now" }

    /// What was given as the reading of the clock.
    private func point(
        _ invocation: Invocation,
        in zone: TimeZoneRules
    ) throws(Failure) -> DateReader.Point? {
        guard let typed = now ?? invocation.variable("REFERRAL_NOW") else { return nil }
        guard let point = DateReader(now: invocation.clock(), zone: zone).read(typed) else {
            throw Failure(
                .usage,
                "\(nameOfNow) cannot be read: use a time such as 2026-03-01T09:30:00Z"
            )
        }
        return point
    }

    /// A name to write under instead of this clone's own.
    func writer(_ invocation: Invocation) throws(Failure) -> String? {
        guard let name = invocation.variable("REFERRAL_WRITER") else { return nil }
        guard Handle.isValid(name), !name.contains(".") else {
            throw Failure(.usage, "REFERRAL_WRITER should be letters, digits, _ and -: rename it")
        }
        return name
    }

    func timeout() throws(Failure) -> Int64 {
        guard let milliseconds = CivilDuration(lockTimeout)?.milliseconds else {
            throw Failure(.usage, "--lock-timeout cannot be read: use a time such as 30s or 2m")
        }
        return milliseconds
    }
}
