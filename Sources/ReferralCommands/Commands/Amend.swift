internal import ArgumentParser
import Notation
import Project
import ReferralModel

/// `referral amend`: corrects keys of an event.
struct Amend: RecordingCommand {
    static let configuration = CommandConfiguration(
        command: "amend",
        abstract: "Correct what an event says.",
        discussion: """
            The event stays as it was recorded; from now on it reads with the new values.
            KEY= with nothing behind it removes a key. What moves a referral (its stage,
            provider or class of outcome) is not corrected but taken back: see referral
            undo. In a batch the changes are the object set, or set.KEY.

            Examples:
              referral amend 9RRE52 service=echo --reason "mistyped"
              referral amend VFW45W time=2026-03-02 --reason "the letter lay about"
            """
    )

    @Argument(help: "The event: its id, or the last six characters of it or more.")
    var event: String?

    @Argument(help: ArgumentHelp("Keys with new values.", valueName: "key=value"))
    var changes: [String] = []

    @Option(parsing: .unconditional, help: "Why (needed); kept private.")
    var reason: String?

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let keys = ["event", "set", "reason"]

    var words: Words {
        get throws {
            var words = try recording.words
            words["event"] = event
            words["reason"] = reason
            for change in changes { try words.add(change: change) }
            return words
        }
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        let place = try register.place(try words.need("event", "EVENT").text)
        let reason = try register.reason(words)
        guard !words.changes.isEmpty else {
            throw Failure(.usage, "nothing is corrected: add KEY=VALUE")
        }
        let referral = register.referral(at: place)
        if let known = register.repetition(.amended, of: referral, words) { return known }
        guard let event = register.ledger.reading(place) else {
            throw Failure(Refusal.takenBack)
        }
        try register.mayCorrect(words)
        let role = try register.role(words)
        let changes = try Self.changes(words, of: event, in: &register)
        try Self.refuseCircles(changes, place.ref, &register)
        let people = register.people
        let proposal = try Failure.unlessRefused { () throws(Refusal) in
            try event.amending(place.id, changes, reason: reason, in: register.programme) {
                people.text(of: event.id, $0).map { Verbatim($0) } == Verbatim($1)
            }
        }
        let sealed = event.privateKeys(after: changes, in: register.programme)
        let entry = try register.record(
            proposal,
            referral,
            words,
            role,
            sealing: sealed,
            holding: "it says so already"
        )
        if let referral, referral.told != nil, register.referral(at: place)?.told == nil {
            register.warn("\(referral.id): the referrer was told otherwise and must be told anew")
        }
        return entry
    }

    /// Refuses a referral that would repeat, follow or be a part of itself.
    private static func refuseCircles(
        _ changes: [JSONMember],
        _ ref: ReferralID?,
        _ register: inout Register
    ) throws(Failure) {
        guard let ref else { return }
        for change in changes {
            guard let way = Register.Way(rawValue: change.key),
                let other = change.value.text.flatMap({ ReferralID($0) })
            else { continue }
            try register.refuseCircle(from: ref, to: other, by: way)
        }
    }

    /// The changes as they stand in the amendment: a day's precision goes with a time, and a
    /// currency with a value.
    private static func changes(
        _ words: Words,
        of event: Event,
        in register: inout Register
    ) throws(Failure) -> [JSONMember] {
        var changes: [JSONMember] = []
        for (key, typed) in words.changes {
            if key == "tags" || key == "precision" {
                throw Failure(
                    .usage,
                    "\(key) is not corrected by itself: give tags.NAME=VALUE, or a time or a day"
                )
            }
            if key.hasPrefix("tags.") {
                guard key.utf8.count > 5 else { throw .namelessTag }
                changes.append(JSONMember(key, typed.isEmpty ? .null : .string(typed)))
            } else if key == "time" {
                var said = Words()
                said["time"] = typed
                guard !typed.isEmpty else {
                    throw Failure(.usage, "a time cannot be removed: give time=VALUE")
                }
                let moment = try register.moment(said)
                changes.append(JSONMember("time", .string(moment.instant.description)))
                let precision: JSONValue = moment.precision == .day ? .string("day") : .null
                changes.append(JSONMember("precision", precision))
            } else if typed.isEmpty {
                changes.append(JSONMember(key, .null))
            } else {
                changes.append(try register.member(key, typed))
            }
        }
        return try withBoth(changes, of: event, register.programme)
    }

    /// A value and its currency are corrected together: the one that is not named stays as it is.
    private static func withBoth(
        _ changes: [JSONMember],
        of event: Event,
        _ programme: Programme
    ) throws(Failure) -> [JSONMember] {
        guard event.type.keys.contains("value") else { return changes }
        let changed = { (key: String) in changes.first { $0.key == key }?.value }
        let now = { (key: String) in (try? JSONValue(parsing: event.encoded().span))?[key] }
        switch (changed("value"), changed("currency")) {
        case (nil, nil), (.null?, .null?): return changes
        case (.null?, nil): return changes + [JSONMember("currency", .null)]
        case (nil, .null?): return changes + [JSONMember("value", .null)]
        case (.null?, _?): throw .currencyAlone
        case (_?, .null?): throw .valueAlone
        case (_?, _?): return changes
        case (_?, nil):
            guard let code = now("currency")?.text ?? programme.currency?.code else {
                throw .valueAlone
            }
            return changes + [JSONMember("currency", .string(code))]
        case (nil, _?):
            guard let amount = now("value") else { throw .currencyAlone }
            return changes + [JSONMember("value", amount)]
        }
    }
}

extension Failure {
    fileprivate static var valueAlone: Failure {
        Failure(.usage, "a value without a currency: add currency=CODE")
    }

    fileprivate static var currencyAlone: Failure {
        Failure(.usage, "a currency without a value: add value=AMOUNT")
    }
}
