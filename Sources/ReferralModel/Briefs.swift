public import Notation

/// The events of many referrals in brief: what figures need of them, and no more.
///
/// Lines go by in any order; what was taken on several threads is put together in a ``BriefBook``.
public struct Briefs: Sendable {
    /// The rows: see ``Brief``.
    var words: [UInt32] = []
    /// The texts that rows name, each of which many events may have.
    var names = NameTable()
    /// The texts that rows name of which most stand once: of people, households and cases.
    var handles = TextList()
    /// The referrals by numbers of their own.
    private(set) var referrals = Numbering()
    /// The events about no one referral.
    private(set) var general: [Event] = []
    /// The referrals that must be read whole.
    private(set) var irregular: Set<Int> = []
    /// Those of them of which a submission has no row.
    private(set) var irregularlySubmitted: Set<Int> = []

    /// The id of each line that went by.
    public private(set) var ids: [ULID] = []
    /// The number of each line's referral; `none` where it is about no one.
    private(set) var referral: [UInt32] = []
    /// Where each line's row begins; `none` where it has none.
    private(set) var start: [UInt32] = []
    /// Where each line stands, as the caller has it.
    private(set) var place = RisingNumbers()
    /// The last line on the path of each referral; `none` where there is none.
    private var pathEnd: [UInt32] = []

    static let none = UInt32.max
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
        words.reserveCapacity(size / 4 / 4)
        let lines = size / 160
        ids.reserveCapacity(lines)
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
        ids.append(id)
        self.place.append(place)
        referral.append(Self.none)
        start.append(Self.none)
        guard let member = index.member(.ref) else {
            if case .event(let event) = Event.decode(line, index, id: id), event.ref == nil {
                general.append(event)
            }
            return false
        }
        // An event whose referral has no name that can be is none.
        guard let ref = member.read(line, as: { ReferralID($0) }) else { return false }
        let number = referrals.number(of: ref.bits)
        if number == pathEnd.count { pathEnd.append(Self.none) }
        let (last, begin) = (ids.count - 1, UInt32(words.count))
        referral[last] = UInt32(number)
        switch add(line, index, id, number) {
        case .added:
            start[last] = begin
            if Brief.Head(words[Int(begin)]).kind.isOnPath { pathEnd[number] = UInt32(last) }
            return true
        case .passed:
            if keepsAll {
                start[last] = begin
                addOther()
            }
        case .irregular:
            irregular.insert(number)
            if isSubmission(line, index) { irregularlySubmitted.insert(number) }
        }
        return false
    }

    /// How many lines before this one the end of its referral's path went by, if it has this id.
    func distance(to id: ULID, onPathOf number: Int) -> UInt32? {
        let end = pathEnd[number]
        guard end != Self.none, ids[Int(end)] == id else { return nil }
        return UInt32(ids.count - 1) - end
    }

    /// Gives back what only those to come would need.
    mutating func endTaking() {
        (referrals, pathEnd, names) = (Numbering(), [], NameTable())
    }
}
