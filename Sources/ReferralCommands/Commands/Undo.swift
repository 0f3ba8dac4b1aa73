internal import ArgumentParser
import Notation
import ReferralModel

/// `referral undo`: events count as never recorded.
struct Undo: RecordingCommand {
    static let configuration = CommandConfiguration(
        command: "undo",
        abstract: "Take back events, as if they had never been recorded.",
        discussion: """
            They stay in the log and in the history, marked. All that says the same in the
            same place is taken back with it. An undoing can be undone. For a whole
            referral see referral void.

            Examples:
              referral undo 9RRE52 --reason "the wrong referral"
              referral undo --last 7k3 --reason "pressed too soon"
            """
    )

    @Argument(help: "Events: their ids, or the last six characters of them or more.")
    var event: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Take back what was recorded last of a referral.", valueName: "ref"),
        completion: Completions.referrals
    )
    var last: String?

    @Option(parsing: .unconditional, help: "Why (needed); kept private.")
    var reason: String?

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let keys = ["event", "last", "reason"]

    var words: Words {
        get throws {
            var words = try recording.words
            guard event.isEmpty || !recording.readsInput else { throw Failure.eventsBesideBatch }
            words["event"] = event.joined(separator: " ")
            words["last"] = last
            words["reason"] = reason
            return words
        }
    }

    static func acknowledgement(_ entry: Entry, _ event: Event?) -> String? {
        guard entry.result == .new, let message = entry.message else { return nil }
        return "\(entry.ref.map { "\($0) " } ?? "")\(message)"
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        guard words["event"] == nil || words["last"] == nil else {
            throw Failure(.usage, "events are named and --last is given: leave one of them out")
        }
        guard words["event"] != nil || words["last"] != nil else {
            throw Failure(.usage, "which event is missing: name it, or use --last REF")
        }
        let reason = try register.reason(words)
        try register.mayCorrect(words)
        let places = try Self.places(words, in: &register)
        if let first = places.first,
            let known = register.repetition(.undone, of: register.referral(at: first), words)
        {
            return known
        }
        let role = try register.role(words)
        // All of it is judged before any of it is recorded.
        var ledger = register.ledger
        let targets = try Failure.unlessRefused { () throws(Refusal) in
            try ledger.undoing(places)
        }
        for type in places.map({ ledger.type(of: $0) }) where type == .voided || type == .reopened {
            try Failure.unlessRefused { () throws(Refusal) in
                try register.programme.permit(.undone, as: role)
            }
        }
        var words = words
        var entry: Entry?
        var told: [(ref: ReferralID?, message: String)] = []
        for (place, targets) in zip(places, targets) {
            let one = try Self.takeBack(place, targets, reason, words, role, in: &register)
            // The caller's word stands on the first event only: it knows the whole command.
            words["once"] = nil
            if one.result == .new, let message = one.message {
                let isElsewhere = told.last.map { $0.ref != one.ref } ?? false
                let name = isElsewhere ? one.ref.map { "\($0) " } : nil
                told.append((one.ref, (name ?? "") + message))
            }
            if entry == nil || (entry?.result == .known && one.result == .new) { entry = one }
        }
        guard var entry else {
            throw Failure(.usage, "which event is missing: name it, or use --last REF")
        }
        if entry.result == .new { entry.message = told.map(\.message).joined(separator: "; ") }
        return entry
    }

    private static func takeBack(
        _ place: Ledger.Place,
        _ targets: [ULID],
        _ reason: Verbatim,
        _ words: Words,
        _ role: Role,
        in register: inout Register
    ) throws(Failure) -> Entry {
        let referral = register.referral(at: place)
        guard !targets.isEmpty else {
            return .known(place.id, place.ref, "it was taken back already")
        }
        let moment = try register.moment(words, after: referral)
        let before = referral?.conflicts.count ?? 0
        var words = words
        var events: [Event] = []
        for target in targets {
            events.append(
                register.add(
                    .undone(Undone(target: target, reason: reason)),
                    place.ref,
                    words,
                    moment,
                    role: role
                )
            )
            // A second one with the same word would count as said again.
            words["once"] = nil
        }
        if let after = register.referral(at: place), after.conflicts.count > before {
            register.warn("\(after.id): that leaves a conflict: see referral status --conflicts")
        }
        var entry = Entry.new(events[0])
        let type = register.ledger.type(of: place)
        let others =
            targets.count > 1 ? ", with what says the same: \(targets.count) events" : ""
        entry.message =
            "took back \(type?.rawValue ?? "") \(place.id.description.suffix(6))\(others)"
        return entry
    }

    private static func places(
        _ words: Words,
        in register: inout Register
    ) throws(Failure) -> [Ledger.Place] {
        guard let named = words["event"] else { return [try place(words, in: &register)] }
        var places: [Ledger.Place] = []
        for event in named.split(separator: " ") {
            places.append(try register.place(String(event)))
        }
        return places
    }

    private static func place(
        _ words: Words,
        in register: inout Register
    ) throws(Failure) -> Ledger.Place {
        var named = Words()
        named["ref"] = words["last"]
        let referral = try register.referral(named)
        guard let place = register.ledger.newest(of: referral.id) else {
            throw Failure(Refusal.onlySubmission)
        }
        return place
    }
}
