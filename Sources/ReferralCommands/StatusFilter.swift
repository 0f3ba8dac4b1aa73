import Notation
import Project
import ReferralModel
import Reports

/// Which referrals a list of `status` takes in.
struct StatusFilter {
    private let command: Status
    private let window: DaySpan
    private let zone: TimeZoneRules
    private let subjects: Set<Verbatim>?
    private let referrers: Set<Verbatim>?
    private let phase: Phase?
    private let stages: Set<Verbatim>?
    private let people: PersonClasses
    private let providers: [Provider]
    private let conditions: Conditions
    /// The names in conditions that the programme does not have.
    let strangers: [(dimension: String, name: Verbatim, known: [Verbatim])]

    /// Reads the options once; a name that the programme does not have is refused.
    init(_ command: Status, _ open: OpenLedger) throws {
        self.command = command
        do {
            conditions = try Conditions(command.filters)
        } catch {
            throw Failure(error)
        }
        strangers = conditions.strangers(to: open.programme)
        zone = open.zone
        providers = command.unmet ? try open.directory.providers() : []
        people = open.ledger.people
        let dates = DateReader(now: open.now, zone: open.zone)
        window = try Self.window(since: command.since, until: command.until, dates)
        phase = try command.phase.map { typed in
            guard let phase = Phase(rawValue: typed) else {
                let known = Phase.allCases.map(\.rawValue)
                throw Failure(
                    .usage,
                    "no phase is called \(Failure.word(typed))\(Failure.hint(typed, known)): use one of "
                        + known.joined(separator: ", ")
                )
            }
            return phase
        }
        stages = try command.stage.map { typed in
            guard let stage = open.programme.stage(Verbatim(typed)) else {
                if open.programme.outcome(Verbatim(typed)) != nil {
                    throw Failure(
                        .usage,
                        "\(typed) is an outcome, not a stage: use --where outcome=\(typed)"
                    )
                }
                throw Failure(
                    .unknownStage(Verbatim(typed), known: open.programme.stages.map(\.name))
                )
            }
            return Set([stage.name] + stage.formerly)
        }
        if let typed = command.priority, !open.programme.priorities.contains(Verbatim(typed)) {
            throw Failure(
                .unknownPriority(Verbatim(typed), known: open.programme.priorities)
            )
        }
        let known = try directoryOfPeople(command, open)
        subjects = command.subject.map { Self.people(meant: $0, known, open.ledger.people) }
        referrers = command.referrer.map { Self.people(meant: $0, known, open.ledger.people) }
    }

    static func day(
        _ typed: String?,
        _ option: String,
        _ dates: DateReader
    ) throws(Failure) -> CalendarDate? {
        guard let typed else { return nil }
        guard let point = dates.read(typed), point.isDay else {
            throw Failure(.usage, "\(option) cannot be read: give a day, 2026-03-01, today or -7d")
        }
        return point.date
    }

    /// The classes of those whom somebody means by a pseudonym, a handle, a name or an address.
    private static func people(
        meant typed: String,
        _ people: People,
        _ classes: PersonClasses
    ) -> Set<Verbatim> {
        let names = people.matching(typed).map(\.id.verbatim) + [Verbatim(typed)]
        return Set(names.map { classes.representative(of: $0) })
    }

    func admits(_ referral: Referral, in ledger: inout Ledger) -> Bool {
        if command.conflicts {
            guard !ledger.conflicts(of: referral).isEmpty else { return false }
        } else if !referral.isListed {
            return false
        }
        let course = referral.course
        guard let submitted = course.submitted, let submission = course.submission else {
            return command.conflicts
        }
        let isClosed = course.closing != nil
        return (!command.open || !isClosed)
            && (!command.untold || (isClosed && referral.told == nil))
            && (!command.unmet || isUnmet(course))
            && phase.map { $0 == course.phase } != false
            && stages.map { $0.contains(course.stage) && !isClosed } != false
            && matches(command.provider, course.attempts.last?.provider)
            && matches(command.service, submitted.service)
            && matches(command.channel, submitted.channel)
            && matches(command.priority, submitted.priority)
            && subjects.map { $0.contains(people.representative(of: submitted.subject)) } != false
            && referrers.map { $0.contains(people.representative(of: submitted.referrer)) }
                != false
            && window.contains(zone.date(of: submission.moment.instant))
            && conditions.admit(course, in: zone)
    }

    /// The days of `--since` and `--until`, both included.
    static func window(
        since: String?,
        until: String?,
        _ dates: DateReader
    ) throws(Failure) -> DaySpan {
        let span = DaySpan(
            since: try day(since, "--since", dates),
            until: try day(until, "--until", dates)
        )
        if let first = span.since, let last = span.until, first > last {
            throw Failure(.usage, "--since is after --until: turn them round")
        }
        return span
    }

    /// Whether it ended without service, or waits and nobody in the directory is left to ask.
    private func isUnmet(_ course: Course) -> Bool {
        if let closing = course.closing { return closing.payload.outcomeClass == .unserved }
        guard course.phase == .new else { return false }
        guard !providers.isEmpty else { return !course.attempts.isEmpty }
        let declined = course.attempts.filter {
            $0.answer?.accepted == false || $0.end?.effect == .declined
        }.map(\.provider)
        return !providers.contains { provider in
            !declined.contains(provider.id)
                && provider.services.contains { Verbatim($0) == course.submitted?.service }
        }
    }

    private func matches(_ wanted: String?, _ value: Verbatim?) -> Bool {
        wanted.map { Verbatim($0) == value } != false
    }
}

/// The people of a ledger, where a filter needs to know them.
private func directoryOfPeople(_ command: Status, _ open: OpenLedger) throws -> People {
    guard command.subject != nil || command.referrer != nil else { return People() }
    return try open.directory.people(in: open.ledger)
}

extension Invocation {
    /// Warns of names in conditions that the programme does not have: most likely they are misspelt.
    func warn(ofStrangers names: [(dimension: String, name: Verbatim, known: [Verbatim])]) {
        for (dimension, name, known) in names {
            let (name, known) = (name.text, known.map(\.text))
            warn(
                "the programme has no \(dimension) called \(Failure.word(name))\(Failure.hint(name, known)): it has "
                    + known.joined(separator: ", ")
            )
        }
    }
}
