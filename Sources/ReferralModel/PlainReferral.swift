public import Notation

/// A referral of which nothing has to be judged, without its events: most are so.
///
/// Each of its events comes after the one before it; none says what another said, takes it back or
/// corrects it; it names no other referral; all its times are exact, and never go back. So all its
/// steps are its path, nothing of it is in conflict or waits, and nothing cannot be true. A class, as
/// ``Referral`` is.
public final class PlainReferral: Sendable {
    /// Its name.
    public let id: ReferralID
    /// Where its path has led.
    public let course: Course
    /// When the referrer was told of the closing in effect.
    public let told: Moment?
    /// When the referrer said that they have it.
    public let acknowledged: Moment?
    /// The money earned after the conversion; refunds are negative.
    public let earned: [Money]
    /// The last of its times: from then on it stands as it does.
    public let latest: Instant

    init(
        _ id: ReferralID,
        _ course: Course,
        told: Moment?,
        acknowledged: Moment?,
        earned: [Money],
        latest: Instant
    ) {
        self.id = id
        self.course = course
        self.told = told
        self.acknowledged = acknowledged
        self.earned = earned
        self.latest = latest
    }
}

/// A referral as figures take it.
public enum FoldedReferral: Sendable {
    /// It is plain.
    case plain(PlainReferral)
    /// Its events had to be judged.
    case judged(Referral)

    /// Its name.
    public var id: ReferralID {
        switch self {
        case .plain(let plain): plain.id
        case .judged(let referral): referral.id
        }
    }
}
