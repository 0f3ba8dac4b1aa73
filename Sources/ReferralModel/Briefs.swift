public import Notation

/// The events of many referrals in brief: what figures need of them, and no more.
///
/// Lines go by in any order; what was taken on several threads is put together in a ``BriefBook``.
public struct Briefs: Sendable {
    /// The rows: see ``Brief``.
    var words: [UInt64] = []
    /// The texts that rows name.
    var names = NameTable()
    /// The referrals by numbers of their own.
    private(set) var referrals = Numbering()
    /// The number of each line's referral.
    private(set) var referral: [UInt32] = []
    /// Where each line's row begins; `passed` where it has none.
    private(set) var start: [UInt32] = []
    /// Where each line stands, as the caller has it.
    private(set) var place: [UInt64] = []
    /// The referrals that must be read whole.
    private(set) var irregular: Set<Int> = []
    /// The events about no one referral.
    private(set) var general: [Event] = []

    /// The submissions that have rows, with the numbers of their referrals.
    private(set) var submissions: [(id: ULID, referral: UInt32)] = []

    static let passed = UInt32.max
    /// Whether events that bear on no figure have rows, too.
    let keepsAll: Bool

    /// Begins with nothing.
    ///
    /// - `size`: How many bytes the lines to come may have; room is set aside, and used as it is
    ///   needed.
    /// - `keepsAll`: Whether events that bear on no figure are to be kept, too, so that it shows
    ///   what names an event that is not here.
    public init(expecting size: Int = 0, keepsAll: Bool = false) {
        self.keepsAll = keepsAll
        // A row is a quarter of its line at most, but for very short lines.
        words.reserveCapacity(size / 4 / 8)
        let lines = size / 160
        referral.reserveCapacity(lines)
        start.reserveCapacity(lines)
        place.reserveCapacity(lines)
    }

    /// Takes a line that is an event.
    ///
    /// - `place`: A number by which the caller finds the line again.
    /// - Returns: Whether it was looked at: then it is an event that can be read.
    @discardableResult
    public mutating func take(
        _ line: Span<UInt8>,
        _ index: LineIndex,
        _ id: ULID,
        at place: UInt64
    ) -> Bool {
        guard let member = index.member(.ref) else {
            if case .event(let event) = Event.decode(line, index, id: id), event.ref == nil {
                general.append(event)
            }
            return false
        }
        // An event whose referral has no name that can be is none.
        guard let ref = member.read(line, as: { ReferralID($0) }) else { return false }
        let number = referrals.number(of: ref.bits)
        let begin = UInt32(words.count)
        let taking = add(line, index, id)
        switch taking {
        case .added:
            start.append(begin)
            if Brief.Head(words[Int(begin)]).kind == .submitted {
                submissions.append((id, UInt32(number)))
            }
        case .passed where keepsAll:
            start.append(begin)
            addOther(id)
        case .passed: start.append(Self.passed)
        case .irregular:
            start.append(Self.passed)
            irregular.insert(number)
        }
        referral.append(UInt32(number))
        self.place.append(place)
        return taking == .added
    }
}
