public import Notation
public import ReferralModel

/// What figures are grouped by.
public enum Dimension: Hashable, Sendable {
    /// A plain dimension.
    case plain(Name)
    /// The value of a tag of the submission.
    case tag(Verbatim)

    /// The dimensions that every ledger has.
    public enum Name: String, Sendable, CaseIterable {
        /// Who referred.
        case referrer
        /// Whom it was sent to.
        case provider
        /// What for.
        case service
        /// How it reached us.
        case channel
        /// Where it came from.
        case source
        /// What brought it.
        case campaign
        /// Which group the subject belongs to.
        case segment
        /// What the referrer was promised.
        case incentive
        /// How urgent.
        case priority
        /// Where help is needed.
        case location
        /// How it ended.
        case outcome
        /// Why it ended so.
        case closingReason = "closing-reason"
        /// Why the last provider to decline did.
        case declineReason = "decline-reason"
        /// Where it stands.
        case stage
        /// The local month of submission.
        case month
        /// The ISO week of submission.
        case week
    }

    /// Reads a dimension's name, `tag:NAME` for a tag; `nil` for anything else.
    public init?(_ text: String) {
        if let name = Name(rawValue: text) {
            self = .plain(name)
        } else if text.hasPrefix("tag:"), text.utf8.count > 4 {
            self = .tag(Verbatim(String(text.dropFirst(4))))
        } else {
            return nil
        }
    }

    /// What figures can be grouped by, as it is read.
    public static let names = Name.allCases.map(\.rawValue) + ["tag:NAME"]

    /// The group of what is sealed.
    static let sealed: Verbatim = "private"

    /// The group of what has none, as a filter and a row name it.
    public static let none: Verbatim = "(none)"

    /// The group that a referral belongs to by where its path has led; `nil` where nothing is
    /// recorded.
    public func group(of course: Course, in zone: TimeZoneRules) -> Verbatim? {
        guard let submitted = course.submitted, let submission = course.submission else {
            return nil
        }
        let open = { (value: Verbatim?, key: Verbatim) in
            value ?? (submission.isSealed(key) ? Self.sealed : nil)
        }
        let name: Name
        switch self {
        case .tag(let tag):
            return open(submission.tags.first { $0.name == tag }?.value, Verbatim("tags.\(tag)"))
        case .plain(let plain): name = plain
        }
        return switch name {
        case .referrer: submitted.referrer
        case .provider: course.provider
        case .service: submitted.service
        case .channel: open(submitted.channel, "channel")
        case .source: open(submitted.source, "source")
        case .campaign: open(submitted.campaign, "campaign")
        case .segment: open(submitted.segment, "segment")
        case .incentive: open(submitted.incentive, "incentive")
        case .priority: submitted.priority
        case .location: open(submitted.location, "location")
        case .outcome: course.closing?.payload.outcome
        case .closingReason: closingReason(course)
        case .declineReason:
            course.declineReason ?? (course.declineReasonIsSealed ? Self.sealed : nil)
        case .stage: course.stage
        case .month: Verbatim(zone.date(of: submission.moment.instant).month)
        case .week: Verbatim(zone.date(of: submission.moment.instant).week)
        }
    }

    private func closingReason(_ course: Course) -> Verbatim? {
        guard let closing = course.closing else { return nil }
        let isSealed = closing.seals.contains { $0.key == "reason" }
        return closing.payload.reason ?? (isSealed ? Self.sealed : nil)
    }

    /// The dimension's name, as it is read.
    public var text: String {
        switch self {
        case .plain(let name): name.rawValue
        case .tag(let tag): "tag:\(tag)"
        }
    }
}
