public import Notation

/// The events of many referrals in brief: what figures need of them, and no more.
///
/// Lines go by in any order; what was taken on several threads is put together in a ``BriefBook``.
public struct Briefs: Sendable {
    /// The rows: see ``Brief``.
    private(set) var rows = PackedNumbers()
    /// What the row of the line that is looked at holds after its time.
    var draft: [UInt64] = []
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
    /// Where each line's row begins; one about no referral has none.
    private(set) var start = RisingNumbers<UInt8>()
    /// Where each line stands, as the caller has it.
    private(set) var place = RisingNumbers<UInt16>()
    /// The last line about each referral.
    private(set) var last: [UInt32] = []
    /// The last line on the path of each referral; `none` where there is none.
    private var pathEnd: [UInt32] = []
    /// The line of each referral's first submission that has a row; `none` where there is none.
    private(set) var submission: [UInt32] = []

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
        // A row is an eighth of its line at most, but for very short lines.
        rows.reserveCapacity(size / 8)
        let lines = size / 160
        ids.reserveCapacity(lines)
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
        start.append(UInt64(rows.end))
        guard let member = index.member(.ref) else {
            if case .event(let event) = Event.decode(line, index, id: id), event.ref == nil {
                general.append(event)
            }
            return false
        }
        // An event whose referral has no name that can be is none.
        guard let ref = member.read(line, as: { ReferralID($0) }) else { return false }
        let number = referrals.number(of: ref.bits)
        draft.removeAll(keepingCapacity: true)
        let taking = add(line, index, number)
        switch taking {
        case .added(let head, let time): put(head, id, time, number)
        case .passed: put(Brief.Head(keepsAll ? .other : .passed), id, id.time, number)
        case .irregular:
            irregular.insert(number)
            if isSubmission(line, index) { irregularlySubmitted.insert(number) }
            put(Brief.Head(.passed), id, id.time, number)
        }
        if case .added = taking { return true }
        return false
    }

    /// Puts down the row of the last line.
    private mutating func put(_ head: Brief.Head, _ id: ULID, _ time: Instant, _ number: Int) {
        var head = head
        let line = UInt32(ids.count - 1)
        if time != id.time { head.flags |= Brief.Flag.timed }
        rows.append(head.number)
        if number == last.count {
            last.append(line)
            pathEnd.append(Self.none)
            submission.append(Self.none)
        }
        rows.append(UInt64(line - last[number]))
        if time != id.time { rows.append(time.later(than: id.time)) }
        for number in draft { rows.append(number) }
        last[number] = line
        if head.kind.isOnPath { pathEnd[number] = line }
        guard head.kind == .submitted else { return }
        let first = submission[number]
        if first == Self.none || id < ids[Int(first)] { submission[number] = line }
    }

    /// Adds which event a line of a referral names.
    mutating func add(_ id: ULID, _ number: Int, _ head: inout Brief.Head) {
        let end = number < pathEnd.count ? pathEnd[number] : Self.none
        guard end != Self.none, ids[Int(end)] == id else {
            draft.append(UInt64(truncatingIfNeeded: id.value >> 64))
            draft.append(UInt64(truncatingIfNeeded: id.value))
            return
        }
        guard end != last[number] else {
            head.flags |= Brief.Flag.previous
            return
        }
        head.flags |= Brief.Flag.near
        draft.append(UInt64(ids.count - 1) - UInt64(end))
    }

    /// Gives back what only those to come would need.
    mutating func endTaking() {
        (referrals, names, draft) = (Numbering(), NameTable(), [])
        (last, pathEnd, submission) = ([], [], [])
    }
}

extension Instant {
    /// How much later this is than another, as a number from which ``init(_:after:)`` makes it again.
    func later(than other: Instant) -> UInt64 { (milliseconds &- other.milliseconds).folded }

    /// The instant that is so much later than another.
    init(_ later: UInt64, after other: Instant) {
        self.init(milliseconds: other.milliseconds &+ Int64(unfolding: later))
    }
}
