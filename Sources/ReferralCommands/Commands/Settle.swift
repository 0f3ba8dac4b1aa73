internal import ArgumentParser
import Notation
import ReferralModel

/// `referral settle`: conflicts were looked at and are left as they stand.
struct Settle: RecordingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Leave conflicts as they stand, having looked at them.",
        discussion: """
            What only follows from a conflict is settled with it. To let the other side hold,
            referral status --conflicts shows the command.

            Example:
              referral settle 9RRE52
            """
    )

    @Argument(help: "Events in conflict: their ids, or the last six characters or more.")
    var event: [String] = []

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let keys = ["event"]

    var words: Words { get throws { try recording.words } }

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

    func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        let place = try register.place(try words.need("event", "EVENT").text)
        guard let referral = register.referral(at: place) else {
            throw Failure(Refusal.noConflict(place.id))
        }
        if let known = register.repetition(.settled, of: referral, words) { return known }
        let role = try register.role(words)
        let open = register.ledger.conflicts(of: referral)
        let proposal = try Failure.unlessRefused { () throws(Refusal) in
            try Settled.check([place.id], open, referral)
        }
        return try register.record(
            proposal,
            referral,
            words,
            role,
            holding: "it was settled already"
        )
    }
}
