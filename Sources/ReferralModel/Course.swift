public import Notation

/// Where a path has led: what a referral's effective events, one after the other, come to.
public struct Course: Sendable {
    /// A closing in effect.
    public struct Closing: Sendable {
        /// The event that stands for the closing's step.
        public let event: ULID
        /// When.
        public let moment: Moment
        /// What it says, amendments applied.
        public let payload: Closed
        /// The texts of it that are kept elsewhere.
        public let seals: [Event.Seal]
    }

    /// The submission, amendments applied; `nil` where the path is empty.
    public private(set) var submission: Event?
    /// The stage it is in, or was closed from.
    public private(set) var stage: Verbatim = ""
    /// The phase it is in.
    public private(set) var phase: Phase = .new
    /// The phase of that stage.
    public private(set) var stagePhase: Phase = .new
    /// When it entered this stage.
    public private(set) var since: Moment?
    /// The attempts, in their order.
    public internal(set) var attempts: [Attempt] = []
    /// The closing in effect, or `nil` while the need is open.
    public private(set) var closing: Closing?
    /// Whether it was ever closed.
    public private(set) var wasClosed = false
    /// Whether it was ever reopened.
    public private(set) var wasReopened = false
    /// The reason of the last decline; absent where it is sealed.
    public internal(set) var declineReason: Verbatim?
    /// Whether the last decline's reason is sealed.
    public private(set) var declineReasonIsSealed = false
    /// The stays in phase held: from when, and to when unless it goes on.
    public private(set) var stays: [(from: Moment, to: Moment?)] = []

    /// Whether the attempt that is under way is not one of these: it had not begun.
    private(set) var isBetweenAttempts = false

    /// Walks a path.
    ///
    /// - Parameters:
    ///   - path: The effective events, amendments applied, in the order of the path.
    ///   - hasHappened: Whether one had by the instant that is looked at; what is said of an attempt that
    ///     had not begun is not said of the one before, and what is said after a reopening that had not
    ///     come is said of the attempt that it takes up again.
    init(_ path: some Sequence<Event>, where hasHappened: (Event) -> Bool = { _ in true }) {
        var reopening: Phase?
        for event in path {
            let counts = hasHappened(event)
            if event.type == .routed { isBetweenAttempts = !counts }
            if counts {
                if let phase = reopening { resume(phase) }
                reopening = nil
                take(event)
            } else if case .reopened(let reopened) = event.payload, closing != nil {
                reopening = reopened.phase
            }
        }
    }

    /// The first submission's details.
    public var submitted: Submitted? {
        guard case .submitted(let submitted)? = submission?.payload else { return nil }
        return submitted
    }

    /// The first answer of all.
    public var firstAnswer: Attempt.Answer? { attempts.lazy.compactMap(\.answer).first }

    /// The first yes of all.
    public var firstAcceptance: Attempt.Answer? {
        attempts.lazy.compactMap(\.acceptance).first
    }

    /// Takes the next event of the path.
    mutating func take(_ event: Event) {
        let moment = event.moment
        switch event.payload {
        case .submitted(let submitted):
            submission = event
            submitted.take(effect: &self, at: moment)
        case .routed(let routed): routed.take(effect: &self, at: moment)
        case .moved(let moved):
            take(moved, at: moment, hasSealedReason: event.isSealed("reason"))
        case .closed(let closed):
            take(Closing(event: event.id, moment: moment, payload: closed, seals: event.sealed))
        case .reopened(let reopened): reopened.take(effect: &self, at: moment)
        default: break
        }
    }

    mutating func take(_ moved: Moved, at moment: Moment, hasSealedReason: Bool) {
        if moved.effect == .declined, !isBetweenAttempts {
            declineReasonIsSealed = hasSealedReason
        }
        moved.take(effect: &self, at: moment)
    }

    mutating func take(_ closing: Closing) {
        closing.payload.take(effect: &self, at: closing.moment)
        leaveHeld(for: .closed, at: closing.moment)
        phase = .closed
        since = closing.moment
        wasClosed = true
        self.closing = closing
    }

    mutating func enter(_ stage: Verbatim, _ phase: Phase, at moment: Moment) {
        if phase == .held, self.phase != .held { stays.append((moment, nil)) }
        leaveHeld(for: phase, at: moment)
        self.stage = stage
        self.phase = phase
        stagePhase = phase
        since = moment
    }

    /// Notes what the provider says; `implied` is what only a closing says, of an attempt unanswered.
    mutating func answer(accepted: Bool, at moment: Moment, implied: Bool = false) {
        guard !isBetweenAttempts, let last = attempts.indices.last, attempts[last].isLive,
            !implied || attempts[last].answer == nil
        else { return }
        let answer = Attempt.Answer(moment: moment, accepted: accepted, implied: implied)
        attempts[last].answer = attempts[last].answer ?? answer
        if accepted { attempts[last].acceptance = attempts[last].acceptance ?? answer }
    }

    mutating func endAttempt(_ effect: Effect?, at moment: Moment) {
        guard let last = attempts.indices.last, attempts[last].isLive else { return }
        attempts[last].end = .init(moment: moment, effect: effect)
    }

    mutating func reopen(_ phase: Phase) {
        wasReopened = true
        resume(phase)
    }

    /// Takes the closing back; into a live phase, the end of the last attempt with it.
    private mutating func resume(_ phase: Phase) {
        closing = nil
        guard phase.isLive, !isBetweenAttempts, let last = attempts.indices.last else { return }
        attempts[last].end = nil
    }

    private mutating func leaveHeld(for phase: Phase, at moment: Moment) {
        guard self.phase == .held, phase != .held, let last = stays.indices.last else { return }
        stays[last].to = moment
    }
}
