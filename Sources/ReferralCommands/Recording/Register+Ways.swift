import ReferralModel

extension Register {
    /// A key by which one referral leads to another.
    enum Way: String {
        case parent
        case follows
        case duplicateOf = "duplicate_of"

        /// Where a referral leads to; of parts and repetitions nobody would stand for the need if one led
        /// to the other and back.
        fileprivate func ends(of referral: Referral) -> [ReferralID?] {
            switch self {
            case .follows: [referral.submission?.follows]
            case .parent, .duplicateOf:
                [referral.submission?.parent, referral.course.closing?.payload.duplicateOf]
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
        var open = [other]
        var visited: Set<ReferralID> = []
        while let next = open.popLast(), visited.count < Self.longest {
            guard next != ref else {
                throw Failure(
                    .badData,
                    "\(ref) would lead back to itself by \(way.rawValue): name another referral"
                )
            }
            guard visited.insert(next).inserted, let referral = ledger.referral(next) else {
                continue
            }
            open += way.ends(of: referral).compactMap(\.self)
        }
    }
}
