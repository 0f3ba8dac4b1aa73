import Notation

extension History {
    /// Every word that somebody was told of a closing, in the order of ids.
    ///
    /// - `referrer`: Who an `acknowledged` and a `told` tell.
    /// - `isKept`: Which events are looked at, by when they happened.
    func tellings(
        referrer: Verbatim,
        _ amendments: [Int: [Int]],
        where isKept: (Moment) -> Bool = { _ in true }
    ) -> [Telling] {
        var tellings: [Telling] = []
        var notices: [Notice] = []
        for position in events.indices where counts(position) {
            let event = corrected(position, by: amendments)
            guard isKept(event.moment) else { continue }
            switch event.payload {
            case .closed(let closed) where closed.told == true:
                // One that says the same as another is not what was corrected.
                let stands = representative(of: step[position]) == position
                let moment = stands ? event.moment : events[position].moment
                tellings.append(
                    Telling(
                        position: position,
                        moment: moment,
                        recipient: referrer,
                        subject: position,
                        step: step[position],
                        via: nil,
                        isAcknowledgement: false
                    )
                )
            case .acknowledged:
                if let told = telling(by: event, at: position, to: referrer, via: nil) {
                    tellings.append(told)
                }
            case .notified(let notified) where notified.message == "closure":
                let (recipient, via) = (notified.recipient, notified.via)
                if let told = telling(by: event, at: position, to: recipient, via: via) {
                    notices.append(Notice(told, via: via, status: notified.status))
                }
            default: continue
            }
        }
        return (tellings + Self.sent(notices)).sorted { $0.position < $1.position }
    }

    /// What an event tells of a closing that it names, itself or by an amendment of it; `nil` where it
    /// names anything else.
    private func telling(
        by event: Event,
        at position: Int,
        to recipient: Verbatim,
        via: Verbatim?
    ) -> Telling? {
        guard let subject = named[position], [.closed, .amended].contains(events[subject].type)
        else {
            return nil
        }
        return Telling(
            position: position,
            moment: event.moment,
            recipient: recipient,
            subject: subject,
            step: meant(by: position),
            via: via,
            isAcknowledgement: event.type == .acknowledged
        )
    }

    /// What each message told, by the event by which it was sent first, of those since it last came
    /// back.
    private static func sent(_ notices: [Notice]) -> [Telling] {
        var sent: [Telling] = []
        var standing: Telling?
        let ordered = notices.sorted()
        for (index, notice) in ordered.enumerated() {
            switch notice.status {
            case "sent": standing = standing ?? notice.telling
            case "bounced": standing = nil
            default: break
            }
            let isLast = index + 1 == ordered.count || !ordered[index + 1].isSameMessage(as: notice)
            if isLast, let standing { sent.append(standing) }
            if isLast { standing = nil }
        }
        return sent
    }

    /// The amendment that the referrer must be told of instead of a closing itself: the newest in
    /// force of its outcome, reason or feedback.
    ///
    /// - `isKnown`: Which are looked at.
    func tellingAmendment(
        of closing: Int,
        _ amendments: [Int: [Int]],
        where isKnown: (Event) -> Bool = { _ in true }
    ) -> Int? {
        guard let stands = representative(of: closing) else { return nil }
        return amendments[stands]?.last { position in
            guard isKnown(events[position]),
                case .amended(let amended) = events[position].payload
            else { return false }
            return !amended.keys.isDisjoint(with: ["outcome", "reason", "feedback"])
        }
    }

    /// Whether a telling is of a closing as it stands now.
    func isOf(_ telling: Telling, closing: Int, amendment: Int?) -> Bool {
        guard let amendment else { return telling.step == closing }
        return telling.step == step[amendment]
    }

    /// The step of the closing that a telling is of, directly or by an amendment of it.
    func closing(of telling: Telling) -> Int? {
        let subject = telling.subject
        guard events[subject].type == .amended else { return step[subject] }
        return named[subject].map { step[$0] }
    }

    /// How far a message about a closing came, by one event.
    ///
    /// One message is what is told of one thing, to one person, by one means.
    private struct Notice: Comparable {
        let telling: Telling
        let via: Verbatim
        let status: Verbatim

        init(_ telling: Telling, via: Verbatim, status: Verbatim) {
            self.telling = telling
            self.via = via
            self.status = status
        }

        /// The number of the step that it tells of; below 0 that of an event which is in none.
        private var about: Int { telling.step ?? ~telling.subject }

        func isSameMessage(as other: Notice) -> Bool {
            (about, telling.recipient, via) == (other.about, other.telling.recipient, other.via)
        }

        /// Orders by message, and each message's by when they were recorded.
        static func < (one: Notice, other: Notice) -> Bool {
            (one.about, one.telling.recipient, one.via, one.telling.position)
                < (other.about, other.telling.recipient, other.via, other.telling.position)
        }

        static func == (one: Notice, other: Notice) -> Bool {
            one.telling.position == other.telling.position
        }
    }
}
