public import Notation
public import ReferralModel

/// A need as it stood at an instant: what every figure is counted from.
///
/// A referral is a need if it is not voided, repeats no other and is no part of another.
public final class Need: Sendable {
    /// The referral's name.
    public let id: ReferralID
    /// The instant.
    public let asOf: Instant
    /// Where its path had led by then.
    public let course: Course
    /// What was submitted.
    public let submitted: Submitted
    /// When it was submitted.
    public let submission: Moment
    /// When the referrer was told of the closing in effect.
    public let told: Moment?
    /// When the referrer said that they have it.
    public let acknowledged: Moment?
    /// The money that came of it after the conversion, by then.
    public let earned: [Money]

    /// Whether no outcome is recorded.
    public var isOpen: Bool { course.closing == nil }

    /// The kind of the outcome, or `nil` while the need is open.
    public var outcomeClass: OutcomeClass? { course.closing?.payload.outcomeClass }

    /// A referral as a need at an instant; `nil` if it was not one then.
    ///
    /// - `ledger`: The state that the referral is from.
    public convenience init?(
        _ referral: FoldedReferral,
        asOf instant: Instant,
        in zone: TimeZoneRules,
        _ ledger: inout Ledger
    ) {
        switch referral {
        case .judged(let judged): self.init(judged, asOf: instant, in: zone, &ledger)
        case .plain(let plain) where plain.latest <= instant:
            self.init(
                plain.id,
                asOf: instant,
                plain.course,
                told: plain.told,
                acknowledged: plain.acknowledged,
                earned: plain.earned
            )
        case .plain(let plain):
            guard let judged = ledger.folded(plain.id) else { return nil }
            self.init(judged, asOf: instant, in: zone, &ledger)
        }
    }

    /// A referral as a need at an instant; `nil` if it was not one then.
    ///
    /// - `ledger`: The state that the referral is from.
    public convenience init?(
        _ referral: Referral,
        asOf instant: Instant,
        in zone: TimeZoneRules,
        _ ledger: inout Ledger
    ) {
        let then = referral.asOf(instant, in: zone)
        guard then.isListed else { return nil }
        guard then.course.submitted.flatMap({ ledger.whole(of: $0, referral.id) }) == nil else {
            return nil
        }
        guard ledger.original(of: referral.course, referral.id) == nil else { return nil }
        self.init(
            referral.id,
            asOf: instant,
            then.course,
            told: then.told,
            acknowledged: then.acknowledged,
            earned: referral.earned(by: instant, in: zone)
        )
    }

    private init?(
        _ id: ReferralID,
        asOf instant: Instant,
        _ course: Course,
        told: Moment?,
        acknowledged: Moment?,
        earned: [Money]
    ) {
        guard let submitted = course.submitted, let submission = course.submission?.moment else {
            return nil
        }
        self.id = id
        asOf = instant
        self.course = course
        self.submitted = submitted
        self.submission = submission
        self.told = told
        self.acknowledged = acknowledged
        self.earned = earned
    }
}

extension Course {
    /// The provider that a need's figures go to: of the last accepted attempt, else of the last.
    public var provider: Verbatim? {
        let accepted = attempts.last { $0.acceptance != nil }
        return (accepted ?? attempts.last)?.provider
    }
}
