import Notation

/// Who was told of how it ended, and what is to be told.
extension Referral {
    /// When the referrer was told of the closing in effect: the loop is closed.
    public var told: Moment? { words.first?.moment }

    /// When the referrer said that they have it.
    public var acknowledged: Moment? { words.first { $0.isAcknowledgement }?.moment }

    /// What tells the referrer of the closing in effect as it stands.
    private var words: [Telling] { tellingSubject().map { words(of: $0) } ?? [] }

    /// What tells the referrer of the closing in effect as it was, or of an amendment of it.
    private func words(of subject: ULID) -> [Telling] {
        guard let closing = course.closing, let end = history.position(of: closing.event) else {
            return []
        }
        let step = history.step[end]
        let amendment = subject == closing.event ? nil : history.position(of: subject)
        let referrer = submission.map { people.representative(of: $0.referrer) }
        return tellings.filter { telling in
            people.representative(of: telling.recipient) == referrer
                && history.isOf(telling, closing: step, amendment: amendment)
        }
    }

    /// What a word to the referrer must be about: the closing in effect, or what corrected it.
    ///
    /// - `isKnown`: Which corrections had been recorded when the word was said.
    func tellingSubject(where isKnown: (Event) -> Bool = { _ in true }) -> ULID? {
        guard let closing = course.closing, let position = history.position(of: closing.event)
        else { return nil }
        let step = history.step[position]
        let amendment = history.tellingAmendment(of: step, amendments, where: isKnown)
        return amendment.map { events[$0].id } ?? closing.event
    }

    /// The word that tells the referrer of the closing in effect, or of what corrected it, if there is one.
    ///
    /// - `subject`: Which of these.
    /// - `via`: By what means; `nil` for any, the closing itself among them.
    func word(of subject: ULID, via: Verbatim?) -> ULID? {
        words(of: subject).first { via == nil || $0.via == via }.map { events[$0.position].id }
    }

    /// Which attempt at a message it is to send it now, from 1: another one after the last has failed.
    func attempt(at message: Notified) -> Int {
        let known = messages(like: message)
        let failures = known.filter { $0.status == "bounced" || $0.status == "failed" }
        // No number is written that JSON's readers do not hold.
        let highest = min(known.compactMap(\.attempt).max() ?? 1, 1 << 53 - 2)
        let hasFailed = known.last?.status == "bounced" || known.last?.status == "failed"
        return max(failures.count + 1, hasFailed ? highest + 1 : highest)
    }

    /// Whether a message was sent, as far as is recorded.
    public func hasSent(_ message: Notified) -> Bool {
        messages(like: message).contains { $0.status == "sent" }
    }

    /// What is recorded of a message, in the order of ids: one is what is told of one thing, to one person,
    /// by one means.
    private func messages(like message: Notified) -> [Notified] {
        // What says the same is one thing to tell, by whichever of its events.
        let step = history.position(of: message.about).map { history.step[$0] }
        return events.indices.compactMap { position in
            guard history.counts(position),
                case .notified(let other) = corrected(position).payload,
                (other.message, other.via) == (message.message, message.via),
                other.about == message.about
                    || step.map({ $0 == history.meant(by: position) }) == true,
                people.areOne([other.recipient, message.recipient])
            else { return nil }
            return other
        }
    }

    /// The acknowledgement of an event that counts, if there is one.
    func acknowledgement(of about: ULID) -> ULID? {
        events.indices.first { position in
            guard case .acknowledged(let acknowledged) = events[position].payload else {
                return false
            }
            return history.counts(position) && acknowledged.about == about
        }.map { events[$0].id }
    }
}
