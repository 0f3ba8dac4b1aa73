import Notation

/// Plain referrals straight from rows; the rules are those of ``PlainReferral``.
extension BriefBook {
    /// Whether a referral is plain.
    @Sendable func isPlain(_ ref: ReferralID) -> Bool { forEachPlainRow(of: ref) { _ in } }

    /// A referral, if it is plain.
    ///
    /// - `people`: Which pseudonyms are one person.
    @Sendable func plain(_ ref: ReferralID, _ people: PersonClasses) -> PlainReferral? {
        var fold = PlainFold(ref, people)
        guard forEachPlainRow(of: ref, { fold.take(&$0) }) else { return nil }
        return fold.referral()
    }

    /// Hands out the rows of a referral in the order of ids, until one shows that it is not plain.
    ///
    /// - Returns: Whether it is.
    private func forEachPlainRow(
        of ref: ReferralID,
        _ body: (inout BriefRun.Row) -> Void
    ) -> Bool {
        guard let rows = rows(of: ref) else { return false }
        var check = PlainCheck()
        for (index, placed) in rows.enumerated() {
            var row = parts[placed.part].row(at: placed.line)
            guard check.admits(row, after: rows[..<index]) else { return false }
            body(&row)
        }
        return check.isPlain
    }
}

/// Looks at the rows of a referral, one after the other, for whether it is plain.
private struct PlainCheck {
    /// Where the path has led.
    private var end: (id: ULID, isClosed: Bool)?
    private var latest = Instant(milliseconds: .min)

    /// Whether it has been submitted.
    var isPlain: Bool { end != nil }

    /// Whether it may still be plain with one more row.
    mutating func admits(_ row: BriefRun.Row, after earlier: ArraySlice<PlacedRow>) -> Bool {
        let head = row.head
        guard head.kind != .other else { return true }
        guard head.isExact, row.time >= latest else { return false }
        latest = row.time
        let others = Brief.Flag.follows | Brief.Flag.parent | Brief.Flag.duplicateOf
        guard head.flags & others == 0 else { return false }
        switch head.kind {
        case .submitted:
            guard end == nil else { return false }
            end = (row.id, false)
        case .routed, .moved, .closed, .reopened:
            guard let last = end, last.id == row.named, last.isClosed == (head.kind == .reopened)
            else { return false }
            end = (row.id, head.kind == .closed)
        case .notified where Brief.statuses[head.one] == "bounced": return false
        case .notified, .acknowledged:
            let about = row.named
            return earlier.contains { $0.id == about }
        case .earned, .other, .passed: break
        }
        return true
    }
}

/// Folds the rows of a plain referral.
private struct PlainFold {
    private let ref: ReferralID
    private let people: PersonClasses
    private var course = Course([])
    private var told: Moment?
    private var acknowledged: Moment?
    private var earned: [Money] = []
    private var latest = Instant(milliseconds: .min)

    init(_ ref: ReferralID, _ people: PersonClasses) {
        self.ref = ref
        self.people = people
    }

    consuming func referral() -> PlainReferral {
        PlainReferral(
            ref,
            course,
            told: told,
            acknowledged: acknowledged,
            earned: earned,
            latest: latest
        )
    }

    mutating func take(_ row: inout BriefRun.Row) {
        let head = row.head
        guard head.kind != .other else { return }
        let moment = Moment(row.time)
        latest = row.time
        let hasSealedReason = head.has(Brief.Flag.sealedReason)
        switch head.kind {
        case .submitted: course.take(BriefRun.event(&row, ref))
        case .routed: BriefRun.routed(&row).take(effect: &course, at: moment)
        case .moved:
            course.take(BriefRun.moved(&row), at: moment, hasSealedReason: hasSealedReason)
        case .closed:
            let closed = BriefRun.closed(&row)
            let seals = hasSealedReason ? [Event.Seal(key: "reason", hash: "")] : []
            course.take(
                Course.Closing(event: row.id, moment: moment, payload: closed, seals: seals)
            )
            (told, acknowledged) = (closed.told == true ? moment : nil, nil)
        case .reopened:
            BriefRun.reopened(&row).take(effect: &course, at: moment)
            (told, acknowledged) = (nil, nil)
        case .notified:
            let notified = BriefRun.notified(&row)
            guard notified.about == course.closing?.event, notified.message == "closure",
                notified.status == "sent", isReferrer(notified.recipient)
            else { return }
            told = told ?? moment
        case .acknowledged:
            guard row.event() == course.closing?.event else { return }
            told = told ?? moment
            acknowledged = acknowledged ?? moment
        case .earned:
            if let money = BriefRun.earned(&row).money { earned.append(money) }
        case .other, .passed: break
        }
    }

    /// Whether this is who referred, by this pseudonym or another.
    private func isReferrer(_ person: Verbatim) -> Bool {
        guard let referrer = course.submitted?.referrer else { return false }
        return people.representative(of: person) == people.representative(of: referrer)
    }
}
