import Notation

/// What figures need of an event, as numbers: a row of ``PackedNumbers``.
///
/// Only events that can bear on a figure have all of it, and of these only such as say no more than
/// a brief can hold; what takes back or corrects others is always read whole. A row is
///
/// ```
/// head: kind (4 bits), flags (3), two words of the type (6 and 4), more flags (10)
/// how many lines before this one the last one about the same referral stands; 0 where it is none
/// the time, unless it is that of the id, by which it is told
/// what the type holds
/// ```
///
/// Names are numbers of a ``NameTable``, 0 where there is none; some have a flag that says whether
/// they are there at all, and those of a submission that may lack a number before them with a bit
/// for each. The event that a row names is mostly that last one, which takes no more than a flag, or
/// one before it of the same run: then it is told by how many lines it stands before this one, else
/// by its id (two numbers). Instants are told by how much later they are than one that is known.
enum Brief {
    /// The types that have briefs.
    enum Kind: UInt8 {
        case submitted, routed, moved, closed, reopened, notified, acknowledged, earned
        /// An event of which no more is known than that it is there.
        case other
        /// A line that no figure looks at.
        case passed

        /// Whether events of this type stand on a referral's path.
        var isOnPath: Bool {
            switch self {
            case .submitted, .routed, .moved, .closed, .reopened: true
            case .notified, .acknowledged, .earned, .other, .passed: false
            }
        }
    }

    /// What a head's flags say; the first three are in most rows that have any.
    enum Flag {
        /// The event that it names is on the last line before this one about the referral.
        static let previous: UInt32 = 1
        /// The event that it names is told by how many lines it stands before this one.
        static let near: UInt32 = 2
        /// The time is not that of the id.
        static let timed: UInt32 = 4
        /// Which of the names that may lack are there.
        static let first: UInt32 = 8
        static let second: UInt32 = 16
        static let told: UInt32 = 32
        /// The time is exact to the day only.
        static let day: UInt32 = 64
        static let respondBy: UInt32 = 128
        static let sealedReason: UInt32 = 256
        static let follows: UInt32 = 512
        static let parent: UInt32 = 1024
        static let duplicateOf: UInt32 = 2048
        static let otherMessage: UInt32 = 4096
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
    static let statuses: [Verbatim] = ["", "sent", "bounced"]
    static let types = Vocabulary(EventType.allCases)
    static let phases = Vocabulary(Phase.allCases)
    static let effects = Vocabulary(Effect.allCases)
    static let classes = Vocabulary(OutcomeClass.allCases)

    /// What a row begins with.
    struct Head {
        let kind: Kind
        /// A word of the type, below 64.
        var one = 0
        /// Another, below 16.
        var other = 0
        var flags: UInt32 = 0

        init(_ kind: Kind) { self.kind = kind }

        init(_ number: UInt64) {
            let bits = UInt32(truncatingIfNeeded: number)
            kind = Kind(rawValue: UInt8(bits & 0xF)) ?? .other
            one = Int(bits >> 7 & 0x3F)
            other = Int(bits >> 13 & 0xF)
            flags = bits >> 4 & 7 | (bits >> 17) << 3
        }

        var number: UInt64 {
            let low = UInt32(kind.rawValue) | (flags & 7) << 4
            return UInt64(low | UInt32(one) << 7 | UInt32(other) << 13 | (flags >> 3) << 17)
        }

        func has(_ flag: UInt32) -> Bool { flags & flag != 0 }

        /// Whether the time is exact.
        var isExact: Bool { !has(Flag.day) }
    }
}
