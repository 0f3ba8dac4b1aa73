public import Notation

/// `settled`: somebody has looked at these conflicts and leaves it as it stands.
///
/// `{…,"type":"settled",…,"conflicts":["01JQ…"]}`
public struct Settled: Sendable, Equatable {
    /// The events in conflict.
    public var conflicts: [ULID]

    /// The keys of the type, in their order.
    static let keys = ["conflicts"]

    init(_ line: Span<UInt8>, _ index: LineIndex) {
        guard case .array(let elements)? = index.value(.conflicts, line) else {
            conflicts = []
            return
        }
        conflicts = elements.compactMap { element in element.text.flatMap { ULID($0) } }
    }

    /// Leaves conflicts as they stand.
    public init(conflicts: [ULID]) { self.conflicts = conflicts }

    func encode(to writer: inout JSONObjectWriter) {
        writer.value("conflicts", .array(conflicts.map { .string($0.description) }))
    }

    /// Checks leaving conflicts of a referral as they stand; what follows from them goes with them.
    ///
    /// - `open`: The conflicts of the referral.
    public static func check(
        _ ids: [ULID],
        _ open: [Conflict],
        _ referral: Referral
    ) throws(Refusal) -> Proposal {
        var named: Set<ULID> = []
        for id in ids {
            guard open.contains(where: { $0.event == id }) else {
                guard referral.isSettled(id) else { throw .noConflict(id) }
                continue
            }
            named.insert(id)
            named.formUnion(referral.conflictsFollowing(id))
        }
        guard !named.isEmpty else { return .holds(referral.settling(of: ids) ?? ids[0]) }
        return .new(.settled(Settled(conflicts: named.sorted())))
    }
}
