/// What the members of a group are gathered in, while the needs of a ledger go by.
protocol Gathering: Sendable {
    /// Whether it makes no difference in which order members were added, so that the whole may be joined
    /// of its groups.
    static var hasNoOrder: Bool { get }

    /// Begins with nobody.
    init(_ terms: Terms)

    /// Whether nobody was added.
    var isEmpty: Bool { get }

    /// Adds a member of a stratum.
    mutating func add(_ member: Member, to stratum: Stratum)

    /// Adds those of another, who come after these.
    mutating func join(_ other: Self)
}

/// The parts of a group that figures are counted from.
enum Stratum: Int, CaseIterable, Sendable {
    /// The needs submitted in the window, as they stood at their horizon.
    case needs
    /// Their attempts.
    case attempts
    /// The needs submitted in the window that are too young for the follow-up.
    case immature
    /// Their attempts.
    case immatureAttempts
    /// The needs open at the instant, whenever submitted.
    case stock
}
