/// How referrals lead to each other: one repeats another, or is a part of it.
extension Ledger {
    /// The referral that a closing's `duplicate_of` makes it repeat, if that link holds.
    public mutating func original(of course: Course, _ id: ReferralID) -> ReferralID? {
        guard let target = course.closing?.payload.duplicateOf, isHere(target),
            duplicateConflict(of: id, target) == nil
        else { return nil }
        return target
    }

    /// The conflicts that count on a referral: its own, and a repetition that cannot be.
    public mutating func conflicts(of referral: Referral) -> [Conflict] {
        guard let closing = referral.course.closing, let target = closing.payload.duplicateOf,
            duplicateConflict(of: referral.id, target) != nil, !referral.isSettled(closing.event)
        else { return referral.conflicts }
        return referral.conflicts
            + [Conflict(event: closing.event, kind: .duplicate, follows: false)]
    }

    private enum BrokenLink {
        case voided
        case cycle
    }

    /// Why a referral cannot repeat another: that one is voided, or repeats it in turn.
    private mutating func duplicateConflict(
        of id: ReferralID,
        _ target: ReferralID
    ) -> BrokenLink? {
        if referral(target)?.isVoid == true { return .voided }
        var visited: Set<ReferralID> = []
        var next: ReferralID? = target
        while let current = next, visited.insert(current).inserted {
            if current == id { return referral(id)?.isVoid == true ? nil : .cycle }
            guard let referral = referral(current), !referral.isVoid else { return nil }
            next = referral.course.closing?.payload.duplicateOf
        }
        return nil
    }

    /// The referral that a submission's `parent` makes it a part of, if that link holds: it is here, not
    /// void, and does not lead back to the one that names it.
    public mutating func whole(of submitted: Submitted, _ id: ReferralID) -> ReferralID? {
        guard let parent = submitted.parent, referral(parent)?.isListed == true,
            !leadsBack(from: parent, to: id)
        else { return nil }
        return parent
    }

    /// Whether what referrals are parts of, and what they repeat, leads from one to another.
    ///
    /// Of referrals that lead around to each other nobody would stand for the need. Whoever
    /// is known to be on no such way is not gone through again.
    mutating func leadsBack(from start: ReferralID, to id: ReferralID) -> Bool {
        var steps = [Way.toward(start)]
        // Whether each is behind the one that is looked at, or done with.
        var isDone: [ReferralID: Bool] = [:]
        var (isFound, hasCircle) = (false, false)
        while let step = steps.popLast() {
            switch step {
            case .back(let referral): isDone[referral] = true
            case .toward(let next) where next == id: isFound = true
            case .toward(let next):
                if let known = isDone[next] { hasCircle = hasCircle || !known }
                guard isDone[next] == nil, !held.free.contains(next),
                    let referral = referral(next), referral.isListed
                else { continue }
                isDone[next] = false
                steps.append(.back(next))
                if let parent = referral.submission?.parent { steps.append(.toward(parent)) }
                if let other = referral.course.closing?.payload.duplicateOf {
                    steps.append(.toward(other))
                }
            }
        }
        guard !isFound else { return true }
        if !hasCircle { held.free.formUnion(isDone.keys) }
        // Both its ends are gone through where it has but the one.
        if referral(id)?.course.closing?.payload.duplicateOf == nil { held.free.insert(id) }
        return false
    }

    private enum Way {
        case toward(ReferralID)
        case back(ReferralID)
    }
}
