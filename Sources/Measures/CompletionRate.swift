import ReferralModel

extension Measure {
    /// Needs closed with success, of those closed and not neutral; partial success beside.
    static let completionRate = needs(
        "completion_rate",
        "closed with success",
        beside: "partial"
    ) { need in
        switch need.outcomeClass {
        case nil: .stillOpen
        case .success: .above
        case .partial: .init(.below, "partial success", isBeside: true)
        case .neutral: .init(.outside, "closed as neutral: no verdict on anybody")
        default: .below
        }
    }
}
