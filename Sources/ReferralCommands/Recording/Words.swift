import Notation
import ReferralModel

/// What somebody says in one recording, by the names of the long options, `_` for `-`.
///
/// A command line is one such; so is a line of a batch.
struct Words {
    /// What every command that records can be told about the event.
    static let ofAnyEvent = ["time", "actor", "as", "once", "tag"]
    /// The keys that every line of a batch may have.
    static let common = ofAnyEvent + ["tags", "ref", "key", "system"]

    /// Those that may be typed as `-`, which is standard input, or `@FILE`: texts of any length.
    static let longTexts = [
        "need", "note", "text", "feedback", "reason", "comment", "evidence", "override",
    ]

    /// What there is under which keys; few, so that a search is quicker than a table.
    private var values: [(key: String, value: String)] = []
    private(set) var tags: [Event.Tag] = []
    /// Keys of an event with the values that they are to have, empty to remove one.
    private(set) var changes: [(key: String, value: String)] = []

    /// The words by which repetitions are known, and the times: to leave one of them out is to say
    /// something else.
    private static let neverBlank = ["key", "once", "time", "scheduled_for", "expected_by"]

    /// One of these that is empty, as where a script's variable is not set, or nothing but blanks.
    private(set) var blank: (key: String, typed: String)?

    /// The value under a key, without blanks at its ends; an empty one counts as none.
    subscript(key: String) -> String? {
        get { values.first { $0.key == key }?.value }
        set {
            values.removeAll { $0.key == key }
            guard let newValue else { return }
            let value = Self.tidied(newValue, of: key)
            if !value.isEmpty {
                values.append((key, value))
            } else if Self.neverBlank.contains(key), blank?.typed.isEmpty != false {
                blank = (key, newValue)
            }
        }
    }

    /// A value as it is taken: a blank that was typed after a name would make it another name.
    private static func tidied(_ value: String, of key: String) -> String {
        longTexts.contains(key) ? value : value.trimmed
    }

    func verbatim(_ key: String) -> Verbatim? { self[key].map { Verbatim($0) } }

    func isTrue(_ key: String) throws(Failure) -> Bool {
        switch self[key]?.lowercased() {
        case nil, "false", "no", "0": return false
        case "true", "yes", "1": return true
        default: throw Failure(.badData, "\(key) should be true or false: write one of them")
        }
    }

    /// Takes a value from a batch under a key; `tag` and `tags.NAME` are labels, `set.KEY` changes.
    mutating func set(_ key: String, to value: String) throws(Failure) {
        if key == "tag" {
            try add(tag: value)
        } else if key == "tags" {
            throw Failure(
                .badData,
                "tags should be an object: write {\"NAME\": \"VALUE\"}, or tags.NAME"
            )
        } else if key.hasPrefix("tags.") {
            try add(tag: String(key.dropFirst(5)), value)
        } else if key == "set" {
            throw Failure(
                .badData,
                "set should be an object: write {\"KEY\": \"VALUE\"}, or set.KEY"
            )
        } else if key.hasPrefix("set.") {
            try add(change: String(key.dropFirst(4)), value)
        } else {
            self[key] = value
        }
    }

    func need(_ key: String, _ option: String) throws(Failure) -> Verbatim {
        guard let value = verbatim(key) else {
            throw Failure(.usage, "\(key) is missing: add \(option)")
        }
        return value
    }

    func integer(_ key: String) throws(Failure) -> Int? {
        guard let text = self[key] else { return nil }
        guard let value = Int(text), value >= 0, value < 1 << 53 else {
            throw Failure(.badData, "\(key) should be a whole number: give one from 0 to 2^53 - 1")
        }
        return value
    }

    /// A whole number that may be below zero.
    func signed(_ key: String) throws(Failure) -> Int? {
        guard let text = self[key] else { return nil }
        guard let value = Int(text), value.magnitude < 1 << 53 else {
            throw Failure(.badData, "\(key) should be a whole number: give one below 2^53")
        }
        return value
    }

    /// The amount and its currency; the programme's where none is given.
    func money(_ programme: Programme) throws(Failure) -> (value: Verbatim, currency: Verbatim)? {
        guard let text = self["value"] else {
            guard self["currency"] == nil else {
                throw Failure(.usage, "a currency without a value: add --value")
            }
            return nil
        }
        guard let amount = Amount(text) else {
            throw Failure(
                .badData,
                "value should be an amount such as 1250.00: give digits, at most 18, and 6 after the point"
            )
        }
        guard let code = self["currency"] ?? programme.currency?.code else {
            throw Failure(.usage, "a value without a currency: add --currency")
        }
        guard let currency = CurrencyCode(code) else {
            throw Failure(.badData, "currency should be three capital letters such as EUR")
        }
        return (Verbatim(amount.description), Verbatim(currency.code))
    }

    mutating func add(tag text: String) throws(Failure) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let (name, value) = (String(parts[0]).trimmed, String(parts.last ?? "").trimmed)
        guard parts.count == 2, !name.isEmpty, !value.isEmpty else {
            throw Failure(.usage, "a tag should be a name and a value: use --tag NAME=VALUE")
        }
        try add(tag: name, value)
    }

    /// Takes a label, once.
    mutating func add(tag typed: String, _ value: String) throws(Failure) {
        let name = typed.trimmed
        guard !name.isEmpty else { throw .namelessTag }
        guard !tags.contains(where: { $0.name == Verbatim(name) }) else {
            throw Failure(.usage, "a tag is given twice: leave one of them out")
        }
        set(tag: Verbatim(name), to: Verbatim(value.trimmed))
    }

    /// Takes a change typed as `KEY=VALUE`.
    mutating func add(change text: String) throws(Failure) {
        let (key, value) = try Self.pair(text)
        try add(change: key, value)
    }

    /// Takes a change, once.
    mutating func add(change key: String, _ value: String) throws(Failure) {
        guard !changes.contains(where: { Verbatim($0.key) == Verbatim(key) }) else {
            throw Failure(.usage, "\(Failure.word(key)) is given twice: leave one of them out")
        }
        change(key, to: value)
    }

    /// Puts a change in the place of one of the same key.
    mutating func change(_ key: String, to value: String) {
        changes.removeAll { Verbatim($0.key) == Verbatim(key) }
        changes.append((key, Self.tidied(value, of: key)))
    }

    /// The keys under which there is something.
    var keys: [String] { values.map(\.key) }

    /// Takes the changes for what is said under their keys.
    mutating func takeChangesForValues() throws(Failure) {
        let given = changes
        changes = []
        for (key, value) in given {
            guard self[key] == nil else {
                throw Failure(.usage, "\(key) is given twice: leave one of them out")
            }
            try set(key, to: value)
        }
    }

    /// The two sides of what was typed as `KEY=VALUE`.
    static func pair(_ text: String) throws(Failure) -> (key: String, value: String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw Failure(.usage, "a key and a value should be joined by =: write KEY=VALUE")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    private mutating func set(tag name: Verbatim, to value: Verbatim) {
        tags.removeAll { $0.name == name }
        tags.append(Event.Tag(name: name, value: value))
    }

    /// These words, and the others where these say nothing.
    func over(_ others: Words) -> Words {
        var words = others
        for (key, value) in values {
            words.values.removeAll { $0.key == key }
            words.values.append((key, value))
        }
        for tag in tags { words.set(tag: tag.name, to: tag.value) }
        for change in changes { words.change(change.key, to: change.value) }
        return words
    }
}

extension Failure {
    /// A word by which repetitions are known, or a time, is none.
    static func blank(_ key: String) -> Failure {
        guard key == "key" || key == "once" else {
            return Failure(.usage, "\(key) is empty: give a time or a day, or leave it out")
        }
        return Failure(
            .usage,
            "\(key) is empty, so that no repetition would be known: give a word, or leave it out"
        )
    }

    /// A label without a name.
    static var namelessTag: Failure {
        Failure(.usage, "a tag has a name: give tags.NAME=VALUE")
    }
}
