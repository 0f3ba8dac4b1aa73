import EventLog
import Notation
import Project
import ReferralModel

/// The ledger that a command records in: under which programme, and by which clock.
struct WritableLedger {
    let directory: LedgerDirectory
    let programme: Programme
    let zone: TimeZoneRules
    /// The clock's reading.
    let now: Instant
    /// How long to wait for other commands, in milliseconds.
    private let lockTimeout: Int64
    private let writer: String?

    /// Finds the ledger, and reads what governs it.
    init(_ settings: any LedgerSettings, _ invocation: Invocation) throws {
        directory = try settings.ledgerDirectory(invocation)
        programme = try directory.programme()
        zone = directory.zone(of: programme)
        now = try settings.instant(invocation, in: zone, writing: true)
        lockTimeout = try settings.timeout()
        writer = try settings.writer(invocation)
    }

    /// The state, for a command to add to.
    ///
    /// - Parameters:
    ///   - state: What was read under the lock, or for a rehearsal.
    ///   - providers: The directory of providers, for a command that looks into it.
    ///   - actor: Who answers for an entry that does not say.
    ///   - linksDoubles: Whether pseudonyms that turn out to be one person are joined with it.
    /// - Returns: What a command adds to.
    /// - Throws: Why nothing may be added.
    func register(
        _ state: LedgerDirectory.State,
        providers: [Provider] = [],
        actor: String = "",
        linksDoubles: Bool = true
    ) throws(Failure) -> Register {
        try Register(
            state,
            programme: programme,
            providers: providers,
            zone: zone,
            now: now,
            actor: actor,
            warnings: Warnings(into: directory.scratch()),
            linksDoubles: linksDoubles
        )
    }

    /// Lets a command decide under the lock, and appends what it says; see
    /// ``LedgerDirectory/append(under:now:writer:lockTimeout:_:_:)``.
    ///
    /// - Throws: A `Failure`.
    @discardableResult
    func append(
        _ need: LedgerDirectory.PeopleNeed = .many,
        _ decide: (inout LedgerDirectory.State) throws -> LedgerDirectory.Verdict
    ) throws -> LogWriter.Outcome {
        do {
            return try directory.append(
                under: programme,
                now: now,
                writer: writer,
                lockTimeout: lockTimeout,
                need,
                decide
            )
        } catch {
            throw Failure(error, lockTimeout: lockTimeout)
        }
    }

    /// Lets a command decide on the state as it stands, and appends nothing.
    ///
    /// - Throws: A `Failure`.
    func rehearse(
        _ need: LedgerDirectory.PeopleNeed,
        _ decide: (inout LedgerDirectory.State) throws -> LedgerDirectory.Verdict
    ) throws {
        do {
            var state = try directory.state(under: programme, now: now, need)
            _ = try decide(&state)
        } catch {
            throw Failure(error, lockTimeout: lockTimeout)
        }
    }
}
