public import Notation
public import ReferralModel

/// How pseudonyms and sealed texts are shown, by whoever may know.
public struct Names: Sendable {
    private let show: @Sendable (Verbatim) -> String
    private let open: @Sendable (ULID, Event.Seal) -> String?

    /// Shows by two rules.
    ///
    /// - Parameters:
    ///   - show: What stands for a referrer, subject or actor.
    ///   - open: The text behind a seal, if it is here.
    public init(
        show: @escaping @Sendable (Verbatim) -> String,
        open: @escaping @Sendable (ULID, Event.Seal) -> String?
    ) {
        self.show = show
        self.open = open
    }

    /// Pseudonyms as they are, and no private text.
    public static let none = Names(show: { $0.text }, open: { _, _ in nil })

    /// What stands for a referrer, subject or actor.
    public func shown(_ name: Verbatim) -> String { show(name) }

    /// The text behind a seal, if it is here.
    public func text(of event: ULID, _ seal: Event.Seal) -> String? { open(event, seal) }
}
