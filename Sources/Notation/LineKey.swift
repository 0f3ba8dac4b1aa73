/// The keys that lines of a log and of `people.jsonl` have.
///
/// A key is spelled as its case is, with `_` before a word in the place of its capital:
/// `respondBy` is `respond_by`.
public enum LineKey: UInt8, CaseIterable, Sendable {
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
    public var word: String { Self.words[Int(rawValue)] }

    /// The words of all keys, by their numbers.
    static let words: [String] = allCases.map { key in
        var word: [UInt8] = []
        for letter in String(describing: key).utf8 {
            let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter)
            word += isCapital ? [UInt8(ascii: "_"), letter | 0x20] : [letter]
        }
        return String(decoding: word, as: UTF8.self)
    }
}

/// Finds keys by the bytes that spell them, which are compared eight at a time.
///
/// Open addressing with linear probing; a key has 16 bytes at most.
struct LineKeyTable: Sendable {
    /// The one table there is.
    static let shared = LineKeyTable()

    private static let free: UInt8 = 0xFF
    private var slots: [UInt8] = Array(repeating: free, count: 256)
    /// The first eight bytes of each key and those after them, 0 where there are none.
    private var spellings: [(UInt64, UInt64)] = []
    private var counts: [Int] = []

    private init() {
        for (number, word) in LineKey.words.enumerated() {
            let bytes = word.utf8Span.span
            let spelling = (bytes.eight(at: 0), bytes.eight(at: 8))
            var slot = Self.slot(spelling.0, spelling.1)
            while slots[slot] != Self.free { slot = (slot + 1) & 0xFF }
            slots[slot] = UInt8(number)
            spellings.append(spelling)
            counts.append(bytes.count)
        }
    }

    /// The number of the key that has so many bytes: the first eight and those after them.
    func number(_ first: UInt64, _ second: UInt64, _ count: Int) -> Int? {
        var slot = Self.slot(first, second)
        while slots[slot] != Self.free {
            let number = Int(slots[slot])
            let spelling = spellings[number]
            if spelling.0 == first, spelling.1 == second, counts[number] == count {
                return number
            }
            slot = (slot + 1) & 0xFF
        }
        return nil
    }

    private static func slot(_ first: UInt64, _ second: UInt64) -> Int {
        Int(((first ^ second &* 31) &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }
}
