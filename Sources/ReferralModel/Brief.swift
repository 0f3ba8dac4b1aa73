import Notation

/// What figures need of an event, as numbers: a row of words of 64 bits.
///
/// Only events that can bear on a figure have a brief, and of these only such as say no more than a
/// brief can hold; what takes back or corrects others is always read whole. A row is
///
/// ```
/// kind (4 bits), precision (4), two words of the type (8 each), flags (16), the stage left (24)
/// id (two words), time in milliseconds, then what the type holds; names two a word
/// ```
///
/// Names are numbers of a ``NameTable``, 0 where there is none.
enum Brief {
    /// The types that have briefs.
    enum Kind: UInt8 {
        case submitted, routed, moved, closed, reopened, notified, acknowledged, earned, other
    }

    /// What a first word's flags say.
    enum Flag {
        static let follows: UInt64 = 1
        static let parent: UInt64 = 2
        static let respondBy: UInt64 = 4
        static let sealedReason: UInt64 = 8
        static let told: UInt64 = 16
        static let duplicateOf: UInt64 = 32
        static let otherMessage: UInt64 = 64
    }

    /// The keys of a submission whose sealing shows in a figure.
    static let sealable: [Verbatim] = [
        "channel", "source", "campaign", "segment", "incentive", "location",
    ]
    static let precisions: [Moment.Precision] = [.exact, .day]
    static let statuses: [Verbatim] = ["", "sent", "bounced"]
    static let types = Vocabulary(EventType.allCases)
    static let phases = Vocabulary(Phase.allCases)
    static let effects = Vocabulary(Effect.allCases)
    static let classes = Vocabulary(OutcomeClass.allCases)

    /// The first word of a row.
    struct Head {
        let kind: Kind
        var precision = 0
        var one = 0
        var other = 0
        var flags: UInt64 = 0
        /// The name of the stage that it left; 0 where it left none.
        var was: UInt32 = 0

        /// The last name that there is room for.
        static let lastWas: UInt32 = 1 << 24 - 1

        init(_ kind: Kind) { self.kind = kind }

        init(_ word: UInt64) {
            kind = Kind(rawValue: UInt8(word & 0xF)) ?? .other
            precision = Int(word >> 4 & 0xF)
            one = Int(word >> 8 & 0xFF)
            other = Int(word >> 16 & 0xFF)
            flags = word >> 24 & 0xFFFF
            was = UInt32(word >> 40)
        }

        var word: UInt64 {
            UInt64(kind.rawValue) | UInt64(precision) << 4 | UInt64(one) << 8
                | UInt64(other) << 16 | flags << 24 | UInt64(was) << 40
        }
    }
}
