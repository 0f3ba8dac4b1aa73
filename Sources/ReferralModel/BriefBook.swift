import Notation

/// The events of all referrals in brief, found by referral; a class, since many threads ask for one
/// referral after the other.
public final class BriefBook: Sendable {
    let parts: [BriefRun]
    private let referrals: Numbering
    /// The lines of each referral, one referral after the other: a line of a part is told by its number
    /// and that of all lines of the parts before.
    private let lines: [UInt32]
    /// Where each referral's lines begin; one more than there are referrals.
    private let starts: [UInt32]
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
            let numbers = part.referrals.keys.map { UInt32(referrals.number(of: $0)) }
            irregular.formUnion(part.irregular.lazy.map { Int(numbers[$0]) })
            irregularlySubmitted.formUnion(
                part.irregularlySubmitted.lazy.map { Int(numbers[$0]) }
            )
            let first = runs.last.map { $0.first + $0.briefs.ids.count } ?? 0
            runs.append(BriefRun(part, numbers, from: first))
        }
        self.referrals = referrals
        self.irregular = irregular
        self.irregularlySubmitted = irregularlySubmitted
        self.parts = runs
        var starts = Array(repeating: UInt32(0), count: referrals.keys.count + 1)
        for run in runs {
            for referral in run.briefs.referral where referral != Briefs.none {
                starts[Int(run.numbers[Int(referral)]) + 1] += 1
            }
        }
        for index in 1..<max(1, starts.count) { starts[index] += starts[index - 1] }
        var next = starts
        var lines = Array(repeating: UInt32(0), count: Int(starts.last ?? 0))
        for run in runs {
            for (line, referral) in run.briefs.referral.enumerated() where referral != Briefs.none {
                let number = Int(run.numbers[Int(referral)])
                lines[Int(next[number])] = UInt32(run.first + line)
                next[number] += 1
            }
        }
        self.starts = starts
        self.lines = lines
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
        for (part, line) in places(of: number) {
            if let event = whole(parts[part].briefs.place[line], ref) { events.append(event) }
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
        rows.reserveCapacity(Int(starts[number + 1] - starts[number]))
        for (part, line) in places(of: number) {
            let run = parts[part]
            guard run.briefs.start[line] != Briefs.none else { continue }
            let row = PlacedRow(id: run.briefs.ids[line], part: part, line: line)
            rows.append(row)
            // They come in order, but for those that were merged.
            var place = rows.count - 1
            while place > 0, row.id < rows[place - 1].id {
                rows.swapAt(place, place - 1)
                place -= 1
            }
        }
        return rows
    }

    /// The lines of a referral: the part, and the number of the line in it.
    private func places(of number: Int) -> some Sequence<(Int, Int)> {
        lines[Int(starts[number])..<Int(starts[number + 1])].lazy.map { [parts] line in
            var part = parts.count - 1
            while parts[part].first > Int(line) { part -= 1 }
            return (part, Int(line) - parts[part].first)
        }
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
        var order: [(id: ULID, number: Int)] = []
        order.reserveCapacity(referrals.keys.count)
        for part in parts {
            for line in part.briefs.ids.indices where part.hasSubmission(at: line) {
                order.append((part.briefs.ids[line], part.number(at: line)))
            }
        }
        for number in irregularlySubmitted {
            let events = events(of: number, ReferralID(bits: referrals.keys[number]))
            if let first = events.first(where: { $0.type == .submitted }) {
                order.append((first.id, number))
            }
        }
        order.sort { $0.id < $1.id }
        var seen = Array(repeating: false, count: referrals.keys.count)
        return order.compactMap { submission in
            guard !seen[submission.number] else { return nil }
            seen[submission.number] = true
            return ReferralID(bits: referrals.keys[submission.number])
        }
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
    /// The numbers that the book has for its referrals.
    let numbers: [UInt32]
    /// How many lines the runs before have.
    let first: Int

    init(_ briefs: Briefs, _ numbers: [UInt32], from first: Int) {
        texts = briefs.names.texts
        var briefs = briefs
        briefs.endTaking()
        self.briefs = briefs
        self.numbers = numbers
        self.first = first
    }

    /// Whether a line has the row of a submission.
    func hasSubmission(at line: Int) -> Bool {
        let start = briefs.start[line]
        return start != Briefs.none && Brief.Head(briefs.words[Int(start)]).kind == .submitted
    }

    /// The number that the book has for the referral of a line that is about one.
    func number(at line: Int) -> Int { Int(numbers[Int(briefs.referral[line])]) }
}
