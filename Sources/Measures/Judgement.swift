/// On which side of a figure's line a member stands, and why where that is not plain.
public struct Judgement: Sendable, Equatable {
    /// The sides.
    public enum Line: String, Sendable {
        /// Above it, and so below it too.
        case above
        /// Below it only.
        case below
        /// Not decided yet.
        case open
        /// Too young for the follow-up.
        case immature
        /// Left out, since the data cannot be true.
        case excluded
        /// Not of those that the figure is about.
        case outside
    }

    /// The side.
    public let line: Line
    /// Why, in a few words; empty where the figure's meaning says it.
    public let why: String
    /// Whether it is counted beside the figure too.
    public let isBeside: Bool

    /// Joins the three.
    init(_ line: Line, _ why: String = "", isBeside: Bool = false) {
        self.line = line
        self.why = why
        self.isBeside = isBeside
    }

    static let above = Judgement(.above)
    static let below = Judgement(.below)
    static let stillOpen = Judgement(.open, "no outcome yet")

    static func when(_ isAbove: Bool) -> Judgement { isAbove ? .above : .below }
}
