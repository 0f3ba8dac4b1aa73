import Notation
import ReferralModel

/// One group's figures, tallied while its members go by; no member is kept.
public struct Tallies: Gathering {
    static let hasNoOrder = true

    /// How many needs of the window are too young for the follow-up.
    public private(set) var immature = 0
    /// What each measure of the summary has come to.
    var tallies: [Tally] = Measure.summary.map { _ in Tally() }
    private let terms: Terms
    var isEmpty = true

    init(_ terms: Terms) { self.terms = terms }

    mutating func add(_ member: Member, to stratum: Stratum) {
        isEmpty = false
        if stratum == .immature { immature += 1 }
        for index in Self.affected[stratum.rawValue] {
            tallies[index].take(member, of: stratum, Measure.summary[index], terms)
        }
    }

    /// Which measures of the summary a member of each stratum bears on.
    private static let affected = Stratum.allCases.map { stratum in
        Measure.summary.indices.filter { index in
            let measure = Measure.summary[index]
            return measure.counted == stratum || measure.immature == stratum
        }
    }

    mutating func join(_ other: Tallies) {
        isEmpty = isEmpty && other.isEmpty
        immature += other.immature
        for index in tallies.indices { tallies[index].join(other.tallies[index]) }
    }

    /// The figures of the summary, in its order.
    public var figures: [(measure: Measure, figure: Figure)] {
        zip(Measure.summary, tallies).map { ($0, $1.figure(of: $0)) }
    }
}
