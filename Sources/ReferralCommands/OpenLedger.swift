import EventLog
import Notation
import Project
import ReferralModel
import Rendering
import Reports

/// A ledger that a command reads: its programme, its log, its state and the clock.
struct OpenLedger {
    /// How much of the log a command needs.
    enum Need: Equatable {
        /// Every event.
        case all
        /// The referrals that it asks for, and what is about the ledger as a whole.
        case some
        /// What figures are counted from; what was noted of it, where that may do.
        case figures(noted: Bool)
        /// What a list is chosen by.
        case list
    }

    let directory: LedgerDirectory
    let programme: Programme
    let zone: TimeZoneRules
    let now: Instant
    let format: OutputFormat
    var ledger: Ledger
    /// The hashes of the lines that no other names.
    let heads: [Digest]
    /// How many events there are.
    let count: Int
    /// The log of which single lines are found, where it was read so.
    let index: IndexedLog?
    /// What was noted of figures, where that may do.
    let notes: ColumnFile?
    private let lines: Lines
    /// Everything that is recorded, where the rest is as it was known earlier.
    private let whole: Ledger

    private enum Lines {
        case all(Log<EventRecord>)
        case some(IndexedLog)
        case figures(LedgerDirectory.Figures)
    }

    /// Opens the ledger that the options name, as it is or was known.
    init(
        _ options: some LedgerSettings,
        _ invocation: Invocation,
        past: PastOptions? = nil,
        reading need: Need = .all
    ) throws {
        format = try options.outputFormat()
        _ = try options.timeout()
        directory = try options.ledgerDirectory(invocation)
        programme = try directory.programme()
        zone = directory.zone(of: programme)
        let clock = try options.instant(invocation, in: zone, writing: false)
        let dates = DateReader(now: clock, zone: zone)
        now = try past?.instant(dates) ?? clock
        let known = try past?.known(dates) ?? .all
        // Asked before the log is read: what is acknowledged meanwhile need not be in it.
        let acknowledged = directory.acknowledged(by: try options.writer(invocation))
        index = known == .all ? try Self.index(directory, need, acknowledged) : nil
        notes = if case .figures = need { index?.columns } else { nil }
        if known == .all, notes == nil,
            let figures = try Self.figures(directory, need, acknowledged)
        {
            whole = figures.ledger
            (ledger, heads, count, lines) = (whole, figures.heads, figures.count, .figures(figures))
            // Figures need nobody's names; who is forgotten shows in the lines.
            let people = whole.people.hasErasures ? try directory.indexed().ledger : whole
            try Self.greet(directory, people, [], invocation)
            return
        }
        if let index, need == .some || notes != nil {
            if let acknowledged, !index.holds(acknowledged) {
                invocation.warn(ofLost: acknowledged)
            }
            whole = index.ledger
            (ledger, heads, count, lines) = (whole, index.heads, index.count, .some(index))
            try Self.greet(directory, whole, index.damage, invocation)
            return
        }
        let all = try directory.log()
        if let acknowledged, !all.holds(acknowledged) { invocation.warn(ofLost: acknowledged) }
        whole = all.ledger
        try Self.greet(directory, whole, all.damage, invocation)
        let (restricted, missing) = all.restricted(to: known)
        guard let restricted else {
            throw Failure(
                .notFound,
                "no line has the hash \(missing?.description ?? ""): merge the clone that has it, "
                    + "or see referral verify"
            )
        }
        ledger = known == .all ? whole : restricted.ledger
        (heads, count, lines) = (restricted.heads, restricted.entries.count, .all(restricted))
    }

    /// The log as single lines of it are found, if the command needs no more of it.
    private static func index(
        _ directory: LedgerDirectory,
        _ need: Need,
        _ acknowledged: Digest?
    ) throws -> IndexedLog? {
        switch need {
        case .some: try directory.indexed(holding: acknowledged)
        case .figures(noted: true): try directory.noted(holding: acknowledged)
        case .all, .list, .figures(noted: false): nil
        }
    }

    /// The log in brief, if the command needs no more of it.
    private static func figures(
        _ directory: LedgerDirectory,
        _ need: Need,
        _ acknowledged: Digest?
    ) throws -> LedgerDirectory.Figures? {
        switch need {
        case .figures: try directory.figures(acknowledged)
        case .list:
            try directory.findsReferrals()
                ? directory.figures(acknowledged, keepingAll: true) : nil
        case .all, .some: nil
        }
    }

    /// What is to be noted of figures, for the reports to come.
    ///
    /// - `log`: The log as it was found; where it has changed since, nothing is noted.
    func notes(on log: IndexedLog) -> Columns? {
        guard heads == log.heads else { return nil }
        return ReportRequest.notes(
            of: ledger,
            without: log.recent,
            asOf: now,
            in: zone,
            threads: directory.threads(for: count)
        )
    }

    /// Whether every event is at hand.
    var isWhole: Bool { if case .all = lines { true } else { false } }

    /// Whether the log changed under the command, so that it has to be read once more.
    var hasLost: Bool {
        if case .figures(let figures) = lines { figures.hasLost } else { false }
    }

    /// The one referral that somebody means.
    func find(_ typed: String) throws -> ReferralID {
        let found = Result { try ReferralFinder(ledger).find(typed) }
        // What could not be read may be why it was not found: that comes first.
        try check()
        return try found.get()
    }

    /// Throws the call that failed while single lines were read, if one did.
    private func check() throws {
        if case .some(let log) = lines, let fault = log.fault { throw fault }
    }

    /// Every event; read now where only some were asked for.
    var log: Log<EventRecord> {
        get throws {
            switch lines {
            case .all(let log): log
            case .some, .figures: try directory.log()
            }
        }
    }

    /// Goes through the lines of a referral, or all; only those that were asked for are read.
    func forEachLine(
        of ref: ReferralID?,
        _ body: (LoggedLine) throws -> Void
    ) throws {
        if case .some(let log) = lines, let ref {
            let found = log.lines(of: ref.bits)
            try check()
            for line in found { try body(LoggedLine(line.id, line.bytes)) }
            return
        }
        let log = try log
        for entry in log.entries {
            try body(LoggedLine(entry.id, log.bytes(of: entry), known: entry.record))
        }
    }

    /// Says what a reader should know, and deletes what is forgotten.
    private static func greet(
        _ directory: LedgerDirectory,
        _ ledger: Ledger,
        _ damage: [LogFault],
        _ invocation: Invocation
    ) throws {
        try warn(of: ledger, damage, invocation)
        directory.sweep(ledger, sayingIn: invocation)
    }

    /// Says what a reader should know about what it reads.
    private static func warn(
        of ledger: Ledger,
        _ damage: [LogFault],
        _ invocation: Invocation
    ) throws {
        invocation.warn(ofFormat: ledger.founding.version)
        if let fault = damage.first(where: { $0.kind != .torn }) {
            let more = damage.count > 1 ? " and \(damage.count - 1) more" : ""
            invocation.warn(
                "\(fault.place): \(fault.detail)\(more): see referral verify"
            )
        }
    }

    /// How names are shown in this form: to people as they are, to machines only when asked.
    ///
    /// - `ofMany`: Whether they are those of many referrals, however few are at hand.
    func names(_ asked: Bool, ofMany: Bool = false) throws -> Names {
        guard format.isForPeople || asked else { return .none }
        // Whoever is forgotten by now stays so, however early the state that is shown.
        let isFew = if case .some = lines { !ofMany } else { false }
        let people = try directory.people(in: whole, isFew ? .few : .many)
        let classes = whole.people
        // Whether anything is here of a person may take a look at each of their pseudonyms.
        let known = isFew ? nil : Shared<[Verbatim: String?]>([:])
        return Names(
            show: { name in
                let shown = people.shown(name)
                guard shown == name.text else { return shown }
                // What is here of them may stand under another of their pseudonyms.
                let person = classes.representative(of: name)
                if let shown = known?.value[person] { return shown ?? name.text }
                let members = classes.members(with: name)
                guard members.count > 1 else { return name.text }
                let other = members.first { people.shown($0) != $0.text }.map(people.shown)
                known?.change { $0[person] = .some(other) }
                return other ?? name.text
            },
            open: { people.text(of: $0, $1) }
        )
    }

    /// What the views need to know.
    func setting(names: Names) -> Setting {
        Setting(programme: programme, zone: zone, now: now, names: names)
    }

    /// The events of some referrals as they stand in the log.
    func raw(of refs: [ReferralID]) -> (ULID) -> JSONValue? {
        switch lines {
        case .all(let log):
            return { id in log.bytes(of: id).flatMap { try? JSONValue(parsing: $0.span) } }
        case .figures: return { _ in nil }
        case .some(let log):
            let lines = refs.flatMap { log.lines(of: $0.bits) }.sorted { $0.id < $1.id }
            return { id in
                guard let index = lines.bisect(for: id, by: \.id) else { return nil }
                let bytes = lines[index].bytes
                return try? JSONValue(parsing: bytes.span)
            }
        }
    }

    /// Writes a document in the form that was asked for.
    func show(_ document: Document, _ invocation: Invocation) throws {
        try check()
        try invocation.show(document, as: format)
    }

    /// Writes a document of many rows in the form that was asked for, as they go by.
    func show(_ document: LongDocument<some Any>, _ invocation: Invocation) throws {
        try check()
        try invocation.show(document, as: format)
        try check()
    }
}
