internal import ArgumentParser
import Notation
import ReferralModel

/// `referral undo`: events count as never recorded.
struct Undo: RecordingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take back events, as if they had never been recorded.",
        discussion: """
            They stay in the log and in the history, marked. All that says the same in the same
            place is taken back with it. An undoing can be undone. For a whole referral see
            referral void.

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

    @Option(parsing: .unconditional, help: "Why; kept private.")
    var reason: String?

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let keys = ["event", "last", "reason"]

    var words: Words {
        get throws {
            var words = try recording.words
            words["last"] = last
            words["reason"] = reason
            return words
        }
    }

    var recordings: [Words] {
        get throws {
            guard !event.isEmpty else { return [try words] }
            return try event.map { event in
                var words = try words
                words["event"] = event
                return words
            }
        }
    }

    func run(in invocation: Invocation) async throws -> ExitStatus {
        var command = self
        command.reason = try Self.text(reason, invocation)
        return try await command.runRecording(in: invocation)
    }

    func acknowledgement(_ entry: Entry, _ event: Event?) -> String? {
        guard entry.result == .new, let message = entry.message else { return nil }
        return "\(entry.ref.map { "\($0) " } ?? "")\(message)"
    }

    func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        guard (words["event"] == nil) != (words["last"] == nil) else {
            throw Failure(.usage, "which event is missing: name it, or use --last REF")
        }
        let reason = try register.reason(words)
        let place = try Self.place(words, in: &register)
        let referral = register.referral(at: place)
        if let known = register.repetition(.undone, of: referral, words) { return known }
        let role = try register.role(words)
        var ledger = register.ledger
        let targets = try Failure.unlessRefused { () throws(Refusal) in
            try ledger.undoing(place)
        }
        guard !targets.isEmpty else {
            return .known(place.id, place.ref, "it was taken back already")
        }
        let moment = try register.moment(words, after: referral)
        let before = referral?.conflicts.count ?? 0
        let events = targets.map { target in
            register.add(
                .undone(Undone(target: target, reason: reason)),
                place.ref,
                words,
                moment,
                role: role
            )
        }
        if let after = register.referral(at: place), after.conflicts.count > before {
            register.warn("\(after.id): that leaves a conflict: see referral status --conflicts")
        }
        var entry = Entry.new(events[0])
        let type = (referral?.events ?? []).first { $0.id == place.id }?.type.rawValue ?? "event"
        entry.message = "took back \(type) \(place.id.description.suffix(6))"
        return entry
    }

    private static func place(
        _ words: Words,
        in register: inout Register
    ) throws(Failure) -> Ledger.Place {
        guard let last = words["last"] else {
            return try register.place(words["event"] ?? "")
        }
        var named = Words()
        named["ref"] = last
        let referral = try register.referral(named)
        guard let place = register.ledger.newest(of: referral.id) else {
            throw Failure(Refusal.onlySubmission)
        }
        return place
    }
}
