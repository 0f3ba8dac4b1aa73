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
            guard isKept(corrected(position, by: amendments).moment) else { continue }
            switch events[position].payload {
            case .closed(let closed) where closed.told == true:
                let stands = representative(of: step[position]) == position
                let event = stands ? corrected(position, by: amendments) : events[position]
                tellings.append(
                    Telling(
                        position: position,
                        moment: event.moment,
                        recipient: referrer,
                        subject: position,
                        step: step[position],
                        isAcknowledgement: false
                    )
                )
            case .acknowledged:
                guard let subject = named[position], isAboutClosing(subject) else { continue }
                tellings.append(
                    Telling(
                        position: position,
                        moment: corrected(position, by: amendments).moment,
                        recipient: referrer,
                        subject: subject,
                        step: meant(by: position),
                        isAcknowledgement: true
                    )
                )
            case .notified:
                guard case .notified(let notified) = corrected(position, by: amendments).payload,
                    let subject = named[position], notified.message == "closure",
                    isAboutClosing(subject)
                else { continue }
                notices.append(
                    Notice(
                        about: meant(by: position) ?? ~subject,
                        recipient: notified.recipient,
                        via: notified.via,
                        position: position,
                        status: notified.status
                    )
                )
            default: continue
            }
        }
        for position in Self.sent(notices) {
            let event = corrected(position, by: amendments)
            guard case .notified(let notified) = event.payload, let subject = named[position] else {
                continue
            }
            tellings.append(
                Telling(
                    position: position,
                    moment: event.moment,
                    recipient: notified.recipient,
                    subject: subject,
                    step: meant(by: position),
                    isAcknowledgement: false
                )
            )
        }
        return tellings.sorted { $0.position < $1.position }
    }

    /// The event of each message by which it was sent first, of those since it last came back.
    private static func sent(_ notices: [Notice]) -> [Int] {
        var sent: [Int] = []
        var standing: Int?
        let ordered = notices.sorted()
        for (index, notice) in ordered.enumerated() {
            switch notice.status {
            case "sent": standing = standing ?? notice.position
            case "bounced": standing = nil
            default: break
            }
            let isLast = index + 1 == ordered.count || !ordered[index + 1].isSameMessage(as: notice)
            if isLast, let position = standing { sent.append(position) }
            if isLast { standing = nil }
        }
        return sent
    }

    /// The amendment that the referrer must be told of instead of a closing itself: the newest in
    /// force of its outcome, reason or feedback.
    func tellingAmendment(of closing: Int, _ amendments: [Int: [Int]]) -> Int? {
        guard let stands = representative(of: closing) else { return nil }
        return amendments[stands]?.last { position in
            guard case .amended(let amended) = events[position].payload else { return false }
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

    private func isAboutClosing(_ subject: Int) -> Bool {
        switch events[subject].type {
        case .closed, .amended: true
        default: false
        }
    }

    /// How far a message about a closing came, by one event.
    ///
    /// One message is what is told of one thing, to one person, by one means.
    private struct Notice: Comparable {
        /// The number of the step that it tells of; below 0 that of an event which is in none.
        let about: Int
        let recipient: Verbatim
        let via: Verbatim
        let position: Int
        let status: Verbatim

        func isSameMessage(as other: Notice) -> Bool {
            (about, recipient, via) == (other.about, other.recipient, other.via)
        }

        /// Orders by message, and each message's by when they were recorded.
        static func < (one: Notice, other: Notice) -> Bool {
            (one.about, one.recipient, one.via, one.position)
                < (other.about, other.recipient, other.via, other.position)
        }
    }
}
