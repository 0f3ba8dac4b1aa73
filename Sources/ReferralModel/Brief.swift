import Notation

/// What figures need of an event, as numbers: a row of words of 64 bits.
///
/// Only events that can bear on a figure have a brief, and of these only such as say no more than a
/// brief can hold; what takes back or corrects others is always read whole. A row is
///
/// ```
/// kind (8 bits), precision (8), two words of the type (8 each), flags (8), 24 bits free
/// id (two words), time in milliseconds, then what the type holds; names two a word
/// ```
///
/// Names are numbers of a ``NameTable``, 0 where there is none.
enum Brief {
    /// The types that have briefs.
    enum Kind: UInt8 {
        case submitted, routed, moved, closed, reopened, notified, acknowledged, earned
    }

    /// What a first word's flags say.
    enum Flag {
        static let follows: UInt64 = 1
        static let parent: UInt64 = 2
        static let respondBy: UInt64 = 4
        static let sealedReason: UInt64 = 8
        static let told: UInt64 = 16
        static let duplicateOf: UInt64 = 32
    }

    /// The keys of a submission whose sealing shows in a figure.
    static let sealable: [Verbatim] = [
        "channel", "source", "campaign", "segment", "incentive", "location",
    ]
    static let precisions: [Moment.Precision] = [.exact, .day]
    static let statuses: [Verbatim] = ["", "sent", "bounced"]
    static let phases = Phase.allCases
    static let effects = Effect.allCases
    static let classes = OutcomeClass.allCases

    /// The first word of a row.
    struct Head {
        let kind: Kind
        var precision = 0
        var one = 0
        var other = 0
        var flags: UInt64 = 0

        init(_ kind: Kind) { self.kind = kind }

        init(_ word: UInt64) {
            kind = Kind(rawValue: UInt8(truncatingIfNeeded: word)) ?? .acknowledged
            precision = Int(word >> 8 & 0xFF)
            one = Int(word >> 16 & 0xFF)
            other = Int(word >> 24 & 0xFF)
            flags = word >> 32 & 0xFF
        }

        var word: UInt64 {
            UInt64(kind.rawValue) | UInt64(precision) << 8 | UInt64(one) << 16
                | UInt64(other) << 24 | flags << 32
        }
    }
}
