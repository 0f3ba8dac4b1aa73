import Notation
import ReferralModel

/// One group with all its members, for a figure that is to be explained.
public struct Sample: Gathering {
    static let hasNoOrder = false

    private var members: [Stratum: [Member]] = [:]
    let terms: Terms

    init(_ terms: Terms) { self.terms = terms }

    var isEmpty: Bool { members.isEmpty }

    mutating func add(_ member: Member, to stratum: Stratum) {
        members[stratum, default: []].append(member)
    }

    mutating func join(_ other: Sample) {
        members.merge(other.members) { $0 + $1 }
    }

    /// The members that a measure is counted from.
    func members(of measure: Measure) -> [Member] { members[measure.counted] ?? [] }

    /// Those too young for the follow-up.
    func immature(of measure: Measure) -> [Member] {
        measure.immature.flatMap { members[$0] } ?? []
    }
}
