public import Notation

/// `settled`: somebody has looked at these conflicts and leaves it as it stands.
///
/// `{…,"type":"settled",…,"conflicts":["01JQ…"]}`
public struct Settled: Sendable, Equatable {
    /// The events in conflict.
    public var conflicts: [ULID]

    init(_ line: Span<UInt8>, _ index: JSONObjectIndex) {
        guard case .array(let elements)? = index.value("conflicts", line) else {
            conflicts = []
            return
        }
        conflicts = elements.compactMap { element in element.text.flatMap { ULID($0) } }
    }

    func encode(to writer: inout JSONObjectWriter) {
        writer.value("conflicts", .array(conflicts.map { .string($0.description) }))
    }
}
