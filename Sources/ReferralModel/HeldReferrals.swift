import Notation

/// What a state holds of referrals, found by their names: their events, and what these come to.
struct HeldReferrals: Sendable {
    private struct Held {
        var events: [Event] = []
        var folded: Referral?
    }

    private var numbers = Numbering()
    private var held: [Held] = []
    /// Those that are known to be on no way, by parents and repetitions, that leads back to them.
    var free: Set<ReferralID> = []
    /// Whether events of any are held.
    private(set) var hasEvents = false

    /// The names of those whose events are held.
    var names: [ReferralID] {
        zip(numbers.keys, held).compactMap { $1.events.isEmpty ? nil : ReferralID(bits: $0) }
    }

    /// The events of a referral that are held, in the order of ids.
    func events(of id: ReferralID) -> [Event] { number(of: id).map { held[$0].events } ?? [] }

    /// What the events of a referral come to, if that is held.
    func folded(_ id: ReferralID) -> Referral? { number(of: id).flatMap { held[$0].folded } }

    /// Holds events of a referral in place of those that are held.
    mutating func hold(_ events: [Event], of id: ReferralID) {
        let place = place(of: id)
        held[place].events = events
        hasEvents = true
    }

    /// Holds one more event of a referral.
    mutating func append(_ event: Event, to id: ReferralID) {
        let place = place(of: id)
        held[place].events.append(event)
        hasEvents = true
    }

    /// Holds what a referral's events come to.
    mutating func hold(_ referral: Referral) {
        let place = place(of: referral.id)
        held[place].folded = referral
    }

    /// Changes what a referral's events come to, if that is held.
    mutating func refold(_ id: ReferralID, _ change: (Referral) -> Referral) {
        guard let place = number(of: id), let folded = held[place].folded else { return }
        held[place].folded = change(folded)
    }

    /// Lets go of all but the events.
    mutating func releaseFolded() {
        guard hasEvents else {
            self = HeldReferrals()
            return
        }
        for place in held.indices { held[place].folded = nil }
    }

    private func number(of id: ReferralID) -> Int? { numbers.known(id.bits) }

    private mutating func place(of id: ReferralID) -> Int {
        let place = numbers.number(of: id.bits)
        if place == held.count { held.append(Held()) }
        return place
    }
}
