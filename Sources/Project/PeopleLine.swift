import EventLog
public import Notation
public import ReferralModel

/// One line of `people.jsonl`, as it is taken in, handed over and forgotten.
public struct PeopleLine: Sendable {
    /// Which of the two kinds it is.
    public enum Subject: Hashable, Sendable {
        /// The details of a person.
        case person(PersonID)
        /// A private text of an event.
        case text(ULID)
    }

    /// Whose it is.
    public let subject: Subject
    /// Its bytes, without the LF.
    public let bytes: [UInt8]
    /// Whether it has all that a line of its kind has; one that has not says whose it is all the same.
    public let isWhole: Bool

    /// Reads a line; `nil` for what is neither a person nor a text.
    public init?(_ bytes: some Sequence<UInt8>) {
        var line = Array(bytes)
        if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        guard let object = try? JSONValue(parsing: line.span) else { return nil }
        if let id = object["id"]?.text.flatMap({ PersonID($0) }) {
            subject = .person(id)
            isWhole =
                object["name"]?.text != nil
                && ["addresses", "ids"].allSatisfy { Self.areTexts(object[$0]) }
        } else if let event = object["event"]?.text.flatMap({ ULID($0) }),
            object["key"]?.text != nil, object["text"]?.text != nil,
            object["salt"]?.text.flatMap({ Base64URL.read($0.utf8) }) != nil
        {
            subject = .text(event)
            isWhole = true
        } else {
            return nil
        }
        self.bytes = line
    }

    /// The addresses of a person.
    var addresses: [String] {
        guard case .array(let values)? = (try? JSONValue(parsing: bytes.span))?["addresses"] else {
            return []
        }
        return values.compactMap(\.text)
    }

    /// Whether a line that is neither was perhaps written by a later version: an object without any key
    /// that holds something of somebody.
    static func isOfAnotherKind(_ line: some Sequence<UInt8>) -> Bool {
        guard case .object(let members)? = try? JSONValue(parsing: Array(line).span) else {
            return false
        }
        let telling = ["id", "name", "addresses", "ids", "event", "text"]
        return !members.contains { telling.contains($0.key) }
    }

    private static func areTexts(_ value: JSONValue?) -> Bool {
        guard let value else { return true }
        guard case .array(let values) = value else { return false }
        return values.allSatisfy { $0.text != nil }
    }

    /// Whether the ledger says to forget whom it is about.
    public func isForgotten(_ people: PersonClasses, _ forgotten: Set<ULID>) -> Bool {
        switch subject {
        case .person(let id): people.isErased(id.verbatim)
        case .text(let event): forgotten.contains(event)
        }
    }
}
