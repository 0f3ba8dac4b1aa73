public import Notation
import ReferralModel

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

    /// The group of what is sealed.
    static let sealed: Verbatim = "private"

    /// The group that a need belongs to; `nil` where nothing is recorded.
    func group(of need: Need, in zone: TimeZoneRules) -> Verbatim? {
        guard case .plain(let name) = self else { return tag(of: need) }
        let submitted = need.submitted
        return switch name {
        case .referrer: submitted.referrer
        case .provider: need.provider
        case .service: submitted.service
        case .channel: open(submitted.channel, "channel", need)
        case .source: open(submitted.source, "source", need)
        case .campaign: open(submitted.campaign, "campaign", need)
        case .segment: open(submitted.segment, "segment", need)
        case .incentive: open(submitted.incentive, "incentive", need)
        case .priority: submitted.priority
        case .location: open(submitted.location, "location", need)
        case .outcome: need.course.closing?.payload.outcome
        case .closingReason:
            need.course.closing?.payload.reason
                ?? (need.course.closing?.seals.contains { $0.key == "reason" } == true
                    ? Self.sealed : nil)
        case .declineReason:
            need.course.declineReason ?? (need.course.declineReasonIsSealed ? Self.sealed : nil)
        case .stage: need.course.stage
        case .month: Verbatim(zone.date(of: need.submission.instant).month)
        case .week: Verbatim(zone.date(of: need.submission.instant).week)
        }
    }

    private func tag(of need: Need) -> Verbatim? {
        guard case .tag(let name) = self, let event = need.course.submission else { return nil }
        return open(
            event.tags.first { $0.name == name }?.value,
            Verbatim("tags.\(name)"),
            need
        )
    }

    private func open(_ value: Verbatim?, _ key: Verbatim, _ need: Need) -> Verbatim? {
        value ?? (need.course.submission?.isSealed(key) == true ? Self.sealed : nil)
    }
}
