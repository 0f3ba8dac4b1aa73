/// What an event holds beside the common keys, by its type.
public enum Payload: Sendable {
    /// See ``Founded``.
    case ledger(Founded)
    /// See ``Submitted``.
    indirect case submitted(Submitted)
    /// See ``Routed``.
    indirect case routed(Routed)
    /// See ``Moved``.
    indirect case moved(Moved)
    /// See ``Noted``.
    indirect case noted(Noted)
    /// See ``Closed``.
    indirect case closed(Closed)
    /// See ``Reopened``.
    case reopened(Reopened)
    /// See ``Amended``.
    indirect case amended(Amended)
    /// See ``Voided``.
    case voided(Voided)
    /// See ``Undone``.
    case undone(Undone)
    /// See ``Notified``.
    indirect case notified(Notified)
    /// See ``Acknowledged``.
    case acknowledged(Acknowledged)
    /// See ``Linked``.
    case linked(Linked)
    /// See ``Settled``.
    case settled(Settled)
    /// See ``Erased``.
    case erased(Erased)
    /// See ``Reminded``.
    indirect case reminded(Reminded)
    /// See ``Rated``.
    indirect case rated(Rated)
    /// See ``Touched``.
    indirect case touched(Touched)
    /// See ``Earned``.
    indirect case earned(Earned)
    /// See ``Rewarded``.
    indirect case rewarded(Rewarded)
    /// See ``Enrolled``.
    indirect case enrolled(Enrolled)
    /// See ``Spent``.
    indirect case spent(Spent)
    /// See ``Consented``.
    indirect case consented(Consented)
    /// An event of which only the type may be told.
    case kept(EventType)

    /// The word under `type`.
    public var type: EventType {
        switch self {
        case .ledger: .ledger
        case .submitted: .submitted
        case .routed: .routed
        case .moved: .moved
        case .noted: .noted
        case .closed: .closed
        case .reopened: .reopened
        case .amended: .amended
        case .voided: .voided
        case .undone: .undone
        case .notified: .notified
        case .acknowledged: .acknowledged
        case .linked: .linked
        case .settled: .settled
        case .erased: .erased
        case .reminded: .reminded
        case .rated: .rated
        case .touched: .touched
        case .earned: .earned
        case .rewarded: .rewarded
        case .enrolled: .enrolled
        case .spent: .spent
        case .consented: .consented
        case .kept(let type): type
        }
    }
}
