/// A programme that comes with the tool: a complete, commented `referral.yaml` to be edited.
public enum Template: String, Sendable, CaseIterable {
    /// For any programme.
    case general
    /// For leads that become customers; subjects are accounts.
    case sales
    /// The harmonised table of IHE 360X and HL7 BSeR.
    case healthcare
    /// The Gravity project's task for social care.
    case socialCare = "social-care"

    /// The text of the file.
    public var text: String {
        switch self {
        case .general: Self.generalText
        case .sales: Self.salesText
        case .healthcare: Self.healthcareText
        case .socialCare: Self.socialCareText
        }
    }
}
