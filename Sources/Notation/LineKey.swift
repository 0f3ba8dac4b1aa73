/// The keys that lines of a log and of `people.jsonl` have.
///
/// A key is spelled as its case is, with `_` before a word in the place of its capital:
/// `respondBy` is `respond_by`.
public enum LineKey: Int, CaseIterable, CodingKey, Sendable {
    // What every event may have, in this order.
    case id, type, ref, time, actor, role, precision, clock, once, tags, sealed, prev
    // What types have.
    case about, after, alias, amount, attempt, basis, campaign, changes, channel, `class`,
        clockName, code, comment, conflicts, considered, currency, document, done, due,
        duplicateOf, earnedBy, effect, evidence, expectedBy, feedback, follows, granted, high,
        household, incentive, key, kind, language, level, location, low, message, name, need,
        note, outcome, override, parent, party, people, person, phase, planned, priority,
        provider, rater, reason, recipient, referrer, respondBy, result, rule, scheduledFor,
        scope, score, segment, service, source, stage, status, subject, system, target, text,
        told, until, v, value, via, was
    // What people have.
    case addresses, event, ids, salt, updated

    /// The key as it stands in a line.
    public var word: String { Self.words[rawValue] }

    /// The words of all keys, by their numbers; how a case is spelled, the compiler says.
    static let words: [String] = allCases.map { key in
        let name = key.stringValue
        guard name.utf8.contains(where: isCapital) else { return name }
        var word: [UInt8] = []
        for letter in name.utf8 {
            if isCapital(letter) { word.append(UInt8(ascii: "_")) }
            word.append(letter | 0x20)
        }
        return String(decoding: word, as: UTF8.self)
    }

    private static func isCapital(_ letter: UInt8) -> Bool {
        letter >= UInt8(ascii: "A") && letter <= UInt8(ascii: "Z")
    }

    /// Finds keys by the bytes that spell them.
    static let table = WordTable(words)
}
