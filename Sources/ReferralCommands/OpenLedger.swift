import EventLog
import Notation
import Project
import ReferralModel
import Rendering
import Reports

/// A ledger that a command reads: its programme, its log, its state and the clock.
struct OpenLedger {
    let directory: LedgerDirectory
    let programme: Programme
    let zone: TimeZoneRules
    let now: Instant
    let log: Log<EventRecord>
    let format: OutputFormat
    var ledger: Ledger
    /// Everything that is recorded, where the rest is as it was known earlier.
    private let whole: Ledger

    /// Opens the ledger that the options name, as it is or was known.
    init(
        _ options: LedgerOptions,
        _ invocation: Invocation,
        past: PastOptions? = nil
    ) throws {
        format = try options.outputFormat()
        directory = try options.ledgerDirectory(invocation)
        programme = try directory.programme()
        zone = directory.zone(of: programme)
        let clock = try options.instant(invocation, in: zone, writing: false)
        let all = try Self.log(in: directory, options, invocation)
        whole = all.ledger
        try Self.warn(of: whole, all, invocation)
        Self.sweep(directory, whole, invocation)
        let dates = DateReader(now: clock, zone: zone)
        now = try past?.instant(dates) ?? clock
        let known = try past?.known(dates) ?? .all
        guard let restricted = all.restricted(to: known).log else {
            let missing = all.restricted(to: known).missing?.description ?? ""
            throw Failure(
                .notFound,
                "no line has the hash \(missing): merge the clone that has it, or see referral verify"
            )
        }
        log = restricted
        ledger = known == .all ? whole : restricted.ledger
    }

    /// Reads the log, and says so if what this machine acknowledged last is gone from it.
    static func log(
        in directory: LedgerDirectory,
        _ options: LedgerOptions,
        _ invocation: Invocation
    ) throws -> Log<EventRecord> {
        // Asked first: what is acknowledged while the log is read need not be in it.
        let acknowledged = directory.acknowledged(by: try options.writer(invocation))
        let log = try directory.log()
        if let acknowledged, !log.holds(acknowledged) { invocation.warn(ofLost: acknowledged) }
        return log
    }

    /// Deletes what this machine still holds of people who are forgotten, if nobody else is at work.
    private static func sweep(
        _ directory: LedgerDirectory,
        _ ledger: Ledger,
        _ invocation: Invocation
    ) {
        do {
            if try directory.mustSweep(ledger) { try directory.sweep(lockTimeout: 0) }
        } catch AppendFault.locked {
            return
        } catch {
            invocation.warn(
                "what this machine holds of people who are forgotten cannot be deleted: "
                    + Failure(error).message
            )
        }
    }

    /// Says what a reader should know about what it reads.
    private static func warn(
        of ledger: Ledger,
        _ log: Log<EventRecord>,
        _ invocation: Invocation
    ) throws {
        if ledger.founding.version > Founded.currentVersion {
            invocation.warn(
                "this ledger has format \(ledger.founding.version), newer than this program's "
                    + "\(Founded.currentVersion): what it does not know is left out"
            )
        }
        if let fault = log.damage.first(where: { $0.kind != .torn }) {
            let more = log.damage.count > 1 ? " and \(log.damage.count - 1) more" : ""
            invocation.warn(
                "events/\(fault.file):\(fault.line): \(fault.detail)\(more): see referral verify"
            )
        }
    }

    /// How names are shown in this form: to people as they are, to machines only when asked.
    func names(_ asked: Bool) throws -> Names {
        guard format.isForPeople || asked else { return .none }
        // Whoever is forgotten by now stays so, however early the state that is shown.
        let people = try directory.people(in: whole)
        return Names(show: { people.shown($0) }, open: { people.text(of: $0, $1) })
    }

    /// What the views need to know.
    func setting(names: Names) -> Setting {
        Setting(programme: programme, zone: zone, now: now, names: names)
    }

    /// An event as it stands in the log.
    func raw(_ id: ULID) -> JSONValue? {
        var (low, high) = (0, log.entries.count)
        while low < high {
            let middle = (low + high) / 2
            if log.entries[middle].id < id { low = middle + 1 } else { high = middle }
        }
        guard low < log.entries.count, log.entries[low].id == id else { return nil }
        return try? JSONValue(parsing: log.bytes(of: log.entries[low]).span)
    }

    /// Writes a document in the form that was asked for.
    func show(_ document: Document, _ invocation: Invocation) async throws {
        try await invocation.show(document, as: format)
    }
}
