public import Notation

/// A way from some stages to some others or to outcomes.
public struct Transition: Sendable {
    /// Where it begins.
    public enum Origin: Sendable {
        /// In every stage, also one that the programme does not name any more.
        case any
        /// In these.
        case stages([Verbatim])
    }

    /// Where it begins.
    public let from: Origin
    /// The stages and outcomes that it leads to.
    public let to: [Verbatim]
    /// Whose turn it is.
    public let by: [Role]
    /// The keys that the event must have.
    public let needs: [String]
    /// The line of the file that says so.
    public let line: Int

    /// Whether it begins in a stage, by the name that the programme has for it.
    func leads(from stage: Verbatim) -> Bool {
        switch from {
        case .any: true
        case .stages(let names): names.contains(stage)
        }
    }
}
