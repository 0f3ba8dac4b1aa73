/// The types of event, by the word under `type`.
public enum EventType: String, Sendable, CaseIterable {
    /// Founds the ledger, or raises its format version.
    case ledger
    /// A referral was made.
    case submitted
    /// It was sent to a provider.
    case routed
    /// It moved to another stage.
    case moved
    /// A contact, an appointment, a document, progress.
    case noted
    /// An outcome was recorded.
    case closed
    /// It was taken up again.
    case reopened
    /// Something recorded was corrected.
    case amended
    /// The referral was entered in error.
    case voided
    /// Something recorded counts as never recorded.
    case undone
    /// Somebody was reminded.
    case reminded
    /// Somebody was told.
    case notified
    /// The referrer has received what was told.
    case acknowledged
    /// Somebody said what they thought of it.
    case rated
    /// A contact before the conversion.
    case touched
    /// Money after the conversion.
    case earned
    /// A reward for the referrer.
    case rewarded
    /// Who takes part, and whose code it is.
    case enrolled
    /// Money spent on a campaign.
    case spent
    /// Consent was given or taken back.
    case consented
    /// Two pseudonyms are one person.
    case linked
    /// A person was forgotten.
    case erased
    /// Conflicts were looked at and left as they stand.
    case settled

    /// The keys that events of this type hold beside the common ones, in their order.
    public var keys: [String] {
        switch self {
        case .ledger: Founded.keys
        case .submitted: Submitted.keys
        case .routed: Routed.keys
        case .moved: Moved.keys
        case .closed: Closed.keys
        case .reopened: Reopened.keys
        case .noted: Noted.keys
        case .amended: Amended.keys
        case .voided: Voided.keys
        case .undone: Undone.keys
        case .reminded: Reminded.keys
        case .notified: Notified.keys
        case .acknowledged: Acknowledged.keys
        case .rated: Rated.keys
        case .touched: Touched.keys
        case .earned: Earned.keys
        case .rewarded: Rewarded.keys
        case .enrolled: Enrolled.keys
        case .spent: Spent.keys
        case .consented: Consented.keys
        case .linked: Linked.keys
        case .erased: Erased.keys
        case .settled: Settled.keys
        }
    }

    /// The keys that every event of this type is written with, although one that lacks them is read.
    var keysAlwaysWritten: [String] {
        let own: [String] =
            switch self {
            case .routed: ["rule"]
            case .noted: ["text"]
            case .notified: ["via"]
            case .reopened: ["reason"]
            default: []
            }
        return ["actor", "role"] + own
    }

    /// Whether events of this type make a referral's path.
    public var isOnPath: Bool {
        switch self {
        case .submitted, .routed, .moved, .closed, .reopened: true
        default: false
        }
    }

    /// Whether an event of this type says what happened, at its time; the others are knowledge.
    public var isHappening: Bool {
        switch self {
        case .amended, .undone, .voided, .settled, .linked, .erased, .ledger: false
        default: true
        }
    }

    /// Whether an event of this type may be corrected by `amended`; what is knowledge is taken back.
    public var isAmendable: Bool { isHappening }
}
