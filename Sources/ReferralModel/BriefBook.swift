import Notation

/// The events of all referrals in brief, found by referral.
public struct BriefBook: Sendable {
    let parts: [BriefRun]
    private let referrals: Numbering
    /// The lines of each referral, one referral after the other: the part (8 bits) and the number.
    private let lines: [UInt64]
    /// Where each referral's lines begin; one more than there are referrals.
    private let starts: [Int]
    private var irregular: Set<Int> = []
    /// The line at a place, as the caller has it; `nil` where it is not there any more.
    private let read: @Sendable (UInt64) -> [UInt8]?
    private let lost = Shared(false)

    /// Puts together what was taken of the runs of a log.
    ///
    /// - `read`: Finds a line again.
    public init(_ parts: [Briefs], read: @escaping @Sendable (UInt64) -> [UInt8]?) {
        self.read = read
        let texts = concurrently(over: parts) { $0.names.texts }
        var referrals = Numbering()
        var numbers: [[Int]] = []
        for part in parts {
            numbers.append(part.referrals.keys.map { referrals.number(of: $0) })
        }
        self.referrals = referrals
        self.parts = parts.indices.map { BriefRun(parts[$0], texts[$0], numbers[$0]) }
        var starts = Array(repeating: 0, count: referrals.keys.count + 1)
        for (part, numbers) in zip(parts, numbers) {
            for referral in part.referral { starts[numbers[Int(referral)] + 1] += 1 }
            for referral in part.irregular { irregular.insert(numbers[referral]) }
        }
        for index in 1..<max(1, starts.count) { starts[index] += starts[index - 1] }
        var next = starts
        var lines = Array(repeating: UInt64(0), count: starts.last ?? 0)
        for (index, part) in parts.enumerated() {
            for line in part.referral.indices {
                let referral = numbers[index][Int(part.referral[line])]
                lines[next[referral]] = UInt64(index) << 56 | UInt64(line)
                next[referral] += 1
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
            events: { events(of: $0) },
            names: { range in
                referrals.keys.lazy.map { ReferralID(bits: $0) }.filter { range.contains($0) }
            },
            referrals: { _ in referrals.keys.map { ReferralID(bits: $0) } },
            general: { parts.flatMap(\.briefs.general).sorted { $0.id < $1.id } },
            submitted: { submitted },
            plain: .init(
                has: { plainRows(of: $0) != nil },
                referral: { plain($0) }
            )
        )
    }

    /// The events of a referral that bear on figures, in the order of ids.
    private func events(of ref: ReferralID) -> [Event] {
        guard let number = referrals.known(ref.bits) else { return [] }
        return events(of: number, ref)
    }

    private func events(of number: Int, _ ref: ReferralID) -> [Event] {
        guard irregular.contains(number) else {
            return rows(of: number).map { parts[$0.part].event(at: $0.start, ref) }
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
        rows.reserveCapacity(starts[number + 1] - starts[number])
        for (part, line) in places(of: number) {
            let start = parts[part].briefs.start[line]
            guard start != Briefs.passed else { continue }
            let row = PlacedRow(id: parts[part].id(at: Int(start)), part: part, start: Int(start))
            // They come in order, but for those that were merged.
            var place = rows.count
            while place > 0, row.id < rows[place - 1].id { place -= 1 }
            rows.insert(row, at: place)
        }
        return rows
    }

    /// The lines of a referral: the part, and the number of the line in it.
    private func places(of number: Int) -> some Sequence<(Int, Int)> {
        lines[starts[number]..<starts[number + 1]].lazy.map { place in
            (Int(place >> 56), Int(place & (1 << 56 - 1)))
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
            for submission in part.briefs.submissions {
                order.append((submission.id, part.numbers[Int(submission.referral)]))
            }
        }
        for number in irregular {
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
    /// Where the row begins.
    let start: Int
}

/// What was taken of one run of the log; a class, since many threads ask for one row after the other.
final class BriefRun: Sendable {
    let briefs: Briefs
    /// The texts that rows name.
    let texts: [Verbatim]
    /// The numbers that the book has for its referrals.
    let numbers: [Int]

    init(_ briefs: Briefs, _ texts: [Verbatim], _ numbers: [Int]) {
        self.briefs = briefs
        self.texts = texts
        self.numbers = numbers
    }
}
