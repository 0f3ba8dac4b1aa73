import ReferralModel

extension Register {
    /// A key by which one referral leads to another.
    enum Way: String {
        case parent
        case follows
        case duplicateOf = "duplicate_of"

        /// Where a referral leads to.
        fileprivate func end(of referral: Referral) -> ReferralID? {
            switch self {
            case .parent: referral.submission?.parent
            case .follows: referral.submission?.follows
            case .duplicateOf: referral.course.closing?.payload.duplicateOf
            }
        }
    }

    /// No way that anybody means is longer.
    private static let longest = 1000

    /// Refuses to let a referral lead to another that leads back to it.
    mutating func refuseCircle(
        from ref: ReferralID,
        to other: ReferralID,
        by way: Way
    ) throws(Failure) {
        var next: ReferralID? = other
        for _ in 0..<Self.longest {
            guard let current = next else { return }
            guard current != ref else {
                throw Failure(
                    .badData,
                    "\(ref) would lead back to itself by \(way.rawValue): name another referral"
                )
            }
            next = ledger.referral(current).flatMap { way.end(of: $0) }
        }
    }
}
