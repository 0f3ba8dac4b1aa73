import Notation

/// What figures need of an event, as numbers: a row of words of 32 bits.
///
/// Only events that can bear on a figure have a brief, and of these only such as say no more than a
/// brief can hold; what takes back or corrects others is always read whole. A row is
///
/// ```
/// kind (4 bits), precision (1), two words of the type (8 and 4), flags (15)
/// the time in milliseconds (two words), unless it is that of the id
/// what the type holds
/// ```
///
/// Names are numbers of a ``NameTable``, 0 where there is none; some have a flag that says whether
/// they are there at all, and those of a submission that may lack a word before them with a bit for
/// each. The event that a row names is mostly one of the same run: then it is told
/// by how many lines it stands before this one, else by its id (four words).
enum Brief {
    /// The types that have briefs.
    enum Kind: UInt8 {
        case submitted, routed, moved, closed, reopened, notified, acknowledged, earned, other

        /// Whether events of this type stand on a referral's path.
        var isOnPath: Bool {
            switch self {
            case .submitted, .routed, .moved, .closed, .reopened: true
            case .notified, .acknowledged, .earned, .other: false
            }
        }
    }

    /// What a first word's flags say.
    enum Flag {
        static let follows: UInt32 = 1
        static let parent: UInt32 = 2
        static let respondBy: UInt32 = 4
        static let sealedReason: UInt32 = 8
        static let told: UInt32 = 16
        static let duplicateOf: UInt32 = 32
        static let otherMessage: UInt32 = 64
        /// The time is not that of the id.
        static let timed: UInt32 = 128
        /// The event that it names is told by how many lines it stands before this one.
        static let near: UInt32 = 256
        /// Which of the names that may lack are there.
        static let first: UInt32 = 512
        static let second: UInt32 = 1024
    }

    /// The keys of a submission whose sealing shows in a figure.
    static let sealable: [Verbatim] = [
        "channel", "source", "campaign", "segment", "incentive", "location",
    ]
    /// The keys of a submission that may lack, as its row has them: names, handles, and tags at last.
    static let optionalNames: [LineKey] = [
        .channel, .source, .campaign, .segment, .incentive, .location, .system,
    ]
    static let optionalHandles: [LineKey] = [.household, .key]
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
        var flags: UInt32 = 0

        init(_ kind: Kind) { self.kind = kind }

        init(_ word: UInt32) {
            kind = Kind(rawValue: UInt8(word & 0xF)) ?? .other
            precision = Int(word >> 4 & 1)
            one = Int(word >> 5 & 0xFF)
            other = Int(word >> 13 & 0xF)
            flags = word >> 17
        }

        var word: UInt32 {
            UInt32(kind.rawValue) | UInt32(precision) << 4 | UInt32(one) << 5
                | UInt32(other) << 13 | flags << 17
        }

        func has(_ flag: UInt32) -> Bool { flags & flag != 0 }
    }
}
