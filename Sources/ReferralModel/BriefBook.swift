import Notation

/// The events of all referrals in brief, found by referral; a class, since many threads ask for one
/// referral after the other.
public final class BriefBook: Sendable {
    let parts: [BriefRun]
    private let referrals: Numbering
    /// The referrals that must be read whole, and those of them of which a submission has no row.
    private let irregular: Set<Int>
    private let irregularlySubmitted: Set<Int>
    /// The line at a place, as the caller has it; `nil` where it is not there any more.
    private let read: @Sendable (UInt64) -> [UInt8]?
    private let lost = Shared(false)

    /// Puts together what was taken of the runs of a log.
    ///
    /// - `read`: Finds a line again.
    public init(_ parts: [Briefs], read: @escaping @Sendable (UInt64) -> [UInt8]?) {
        self.read = read
        var referrals = Numbering()
        var (irregular, irregularlySubmitted): (Set<Int>, Set<Int>) = ([], [])
        var runs: [BriefRun] = []
        for part in parts {
            let numbers = part.referrals.keys.map { referrals.number(of: $0) }
            irregular.formUnion(part.irregular.lazy.map { numbers[$0] })
            irregularlySubmitted.formUnion(part.irregularlySubmitted.lazy.map { numbers[$0] })
            runs.append(BriefRun(part, numbers, of: referrals.keys.count))
        }
        self.referrals = referrals
        self.irregular = irregular
        self.irregularlySubmitted = irregularlySubmitted
        self.parts = runs
    }

    /// Whether a line that was to be read again was not where it had been, so that what was said of its
    /// referral is not sure.
    public var hasLost: Bool { lost.value }

    /// Where a state finds what is in the book.
    public var source: EventSource {
        EventSource(
            events: events(of:),
            names: { [referrals] range in
                referrals.keys.lazy.map { ReferralID(bits: $0) }.filter { range.contains($0) }
            },
            referrals: { [referrals] _ in referrals.keys.map { ReferralID(bits: $0) } },
            general: { [parts] in parts.flatMap(\.briefs.general).sorted { $0.id < $1.id } },
            submitted: { self.submitted },
            plain: .init(has: isPlain, referral: plain)
        )
    }

    /// The events of a referral that bear on figures, in the order of ids.
    @Sendable private func events(of ref: ReferralID) -> [Event] {
        guard let number = referrals.known(ref.bits) else { return [] }
        return events(of: number, ref)
    }

    private func events(of number: Int, _ ref: ReferralID) -> [Event] {
        guard irregular.contains(number) else {
            return rows(of: number).map { parts[$0.part].event(at: $0.line, ref) }
        }
        var events: [Event] = []
        for run in parts {
            run.forEachLineBackwards(of: number) { line, _ in
                if let event = whole(run.briefs.place[line], ref) { events.append(event) }
            }
        }
        return events.sorted { $0.id < $1.id }
    }

    /// The rows of a referral that is not irregular, in the order of ids; `nil` where it is.
    func rows(of ref: ReferralID) -> [PlacedRow]? {
        guard let number = referrals.known(ref.bits), !irregular.contains(number) else {
            return nil
        }
        return rows(of: number)
    }

    private func rows(of number: Int) -> [PlacedRow] {
        var rows: [PlacedRow] = []
        rows.reserveCapacity(8)
        for part in parts.indices.reversed() {
            let run = parts[part]
            run.forEachLineBackwards(of: number) { line, kind in
                guard kind != .passed else { return }
                rows.append(PlacedRow(id: run.briefs.ids[line], part: part, line: line))
                // They fall, but for those that were merged.
                var place = rows.count - 1
                while place > 0, rows[place].id > rows[place - 1].id {
                    rows.swapAt(place, place - 1)
                    place -= 1
                }
            }
        }
        rows.reverse()
        return rows
    }

    private func whole(_ place: UInt64, _ ref: ReferralID) -> Event? {
        var index = LineIndex()
        guard let bytes = read(place), (try? index.read(bytes.span)) != nil,
            index.referral(.ref, bytes.span) == ref
        else {
            lost.set(true)
            return nil
        }
        guard case .event(let event)? = Event.read(bytes.span, &index) else { return nil }
        return event
    }

    /// The referrals that somebody submitted, in the order of their first submissions.
    private var submitted: [ReferralID] {
        var order: [(id: ULID, ref: ReferralID)] = []
        order.reserveCapacity(referrals.keys.count)
        for (number, bits) in referrals.keys.enumerated() {
            let ref = ReferralID(bits: bits)
            if let id = submission(of: number, ref) { order.append((id, ref)) }
        }
        order.sort { $0.id < $1.id }
        return order.map(\.ref)
    }

    /// The first submission of a referral.
    private func submission(of number: Int, _ ref: ReferralID) -> ULID? {
        guard !irregularlySubmitted.contains(number) else {
            return events(of: number, ref).first { $0.type == .submitted }?.id
        }
        return parts.lazy.compactMap { $0.submission(of: number) }.min()
    }
}

/// Where the row of an event is.
struct PlacedRow {
    let id: ULID
    /// The part of the book.
    let part: Int
    /// The number of its line in that part.
    let line: Int
}

/// What was taken of one run of the log; a class, since many threads ask for one row after the other.
final class BriefRun: Sendable {
    let briefs: Briefs
    /// The texts that rows name.
    let texts: [Verbatim]
    /// The last line about each referral, by the numbers that the book has for these; `none` where
    /// there is none.
    private let last: [UInt32]
    /// The line of each one's first submission that has a row.
    private let submission: [UInt32]

    /// - `numbers`: Those that the book has for the referrals of this run.
    /// - `count`: How many the book has by now.
    init(_ briefs: Briefs, _ numbers: [Int], of count: Int) {
        texts = briefs.names.texts
        var last = Array(repeating: Briefs.none, count: count)
        var submission = last
        for (own, number) in numbers.enumerated() {
            last[number] = briefs.last[own]
            submission[number] = briefs.submission[own]
        }
        (self.last, self.submission) = (last, submission)
        var briefs = briefs
        briefs.endTaking()
        self.briefs = briefs
    }

    /// The first submission of a referral that has a row here.
    func submission(of number: Int) -> ULID? {
        Self.line(number, submission).map { briefs.ids[$0] }
    }

    /// The line that is put down for a number.
    private static func line(_ number: Int, _ lines: [UInt32]) -> Int? {
        number < lines.count && lines[number] != Briefs.none ? Int(lines[number]) : nil
    }

    /// Hands out the lines about a referral, by the number that the book has for it, from the last to
    /// the first, with the kind of each one's row.
    func forEachLineBackwards(of number: Int, _ body: (_ line: Int, Brief.Kind) -> Void) {
        var next = Self.line(number, last)
        while let line = next {
            let (head, back, _) = start(of: line)
            body(line, head.kind)
            next = back == 0 ? nil : line - back
        }
    }

    /// What the row of a line that is about a referral begins with: its head, how many lines before it
    /// the last one about the same referral stands, and where the rest begins.
    func start(of line: Int) -> (head: Brief.Head, back: Int, rest: Int) {
        var position = Int(briefs.start[line])
        let head = Brief.Head(briefs.rows.number(at: &position))
        let back = Int(briefs.rows.number(at: &position))
        return (head, back, position)
    }
}
