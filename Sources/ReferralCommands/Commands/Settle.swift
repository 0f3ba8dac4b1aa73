internal import ArgumentParser
import Notation
import ReferralModel

/// `referral settle`: conflicts were looked at and are left as they stand.
struct Settle: RecordingCommand {
    static let configuration = CommandConfiguration(
        command: "settle",
        abstract: "Leave conflicts as they stand, having looked at them.",
        discussion: """
            What only follows from a conflict is settled with it. To let the other side
            hold, referral status --conflicts shows the command.

            Example:
              referral settle 9RRE52
            """
    )

    @Argument(help: "Events in conflict: their ids, or the last six characters or more.")
    var event: [String] = []

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let keys = ["event"]

    var words: Words {
        get throws {
            guard event.isEmpty || !recording.readsInput else { throw Failure.eventsBesideBatch }
            var words = try recording.words
            words["event"] = event.joined(separator: " ")
            return words
        }
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        var named: [(ref: ReferralID?, events: [ULID])] = []
        for typed in try words.need("event", "EVENT").text.split(separator: " ") {
            let place = try register.place(String(typed))
            if let index = named.firstIndex(where: { $0.ref == place.ref }) {
                named[index].events.append(place.id)
            } else {
                named.append((place.ref, [place.id]))
            }
        }
        try register.mayCorrect(words)
        // All of it is judged before any of it is recorded.
        var proposals: [(referral: Referral, proposal: Proposal)] = []
        for (ref, events) in named {
            guard let ref, let referral = register.ledger.referral(ref) else {
                throw Failure(Refusal.noConflict(events[0]))
            }
            let known = register.repetition(.settled, of: referral, words)
            if let known, proposals.isEmpty { return known }
            let open = register.ledger.conflicts(of: referral)
            let proposal = try Failure.unlessRefused { () throws(Refusal) in
                try Settled.check(events, open, referral)
            }
            proposals.append((referral, proposal))
        }
        let role = try register.role(words)
        var words = words
        var entry: Entry?
        for (referral, proposal) in proposals {
            let one = try register.record(
                proposal,
                referral,
                words,
                role,
                holding: "it was settled already"
            )
            // The caller's word stands on the first event only: it knows the whole command.
            words["once"] = nil
            if entry == nil || entry?.result == .known { entry = one }
        }
        return entry ?? .known(nil, nil, "no conflict was named")
    }
}
