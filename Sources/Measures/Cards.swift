public import Notation
public import ReferralModel

/// What every referral comes to under every measure, noted so that figures need no replay.
///
/// Cards are columns, a row a need in the order of names, or a row an attempt:
///
/// ```
/// edition              which columns there are, and for which measures
/// linked               pseudonyms that were linked, and after each the name of its class
/// ref, rest            the names of the needs, and of referrals that must be looked at whole
/// submitted, from, until   when a need was submitted, and between which instants its card holds
/// span                 the latest of `from`, the earliest of `until`
/// votes                the number of a ballot: a byte for each measure, see ``Vote``
/// by DIMENSION         the number of a name, 0 for none
/// MEASURE              of values and money: a number each, or nothing where all have none; of
///                      durations: all, in rising order, with their rows in `rows of MEASURE`
/// need, provider, votes of attempt
/// ballots, names, values   texts, with where each ends under `ends of …`
/// ```
public struct Cards: Sendable {
    /// Why figures cannot be had of cards.
    public enum Unfit: Error {
        /// They are not there as they were noted, or of other measures.
        case damaged
        /// Too many of them do not hold any more.
        case stale
        /// They do not answer what is asked, or too few have been made.
        case other
    }

    /// The dimensions whose groups are noted; the others follow from the day of submission.
    static let dimensions = Dimension.Name.allCases.filter { $0 != .month && $0 != .week }

    /// Another one whenever what a measure or a dimension says of a need changes.
    static var edition: [UInt8] {
        Array("2 \(Measure.summary.map(\.name)) \(dimensions.map(\.rawValue))".utf8)
    }

    private let source: any ColumnSource

    /// Takes cards that were noted; they are read as they are needed.
    public init(_ source: any ColumnSource) { self.source = source }

    /// Makes the cards of a ledger's referrals, as they stand at an instant.
    ///
    /// - `recent`: The referrals that get no card.
    /// - `threads`: How many are to share the work.
    public static func columns(
        of ledger: Ledger,
        without recent: [ReferralID],
        asOf: Instant,
        in zone: TimeZoneRules,
        threads: Int
    ) -> Columns {
        let terms = Terms(openFails: false, zone: zone, people: ledger.people)
        let names = ledger.names(ReferralID.all)
        let begin = CardMaker(asOf: asOf, terms, without: Set(recent))
        let makers = concurrently(overRunsOf: names, threads: threads) { part in
            var maker = begin
            var ledger = ledger
            for name in part {
                if let referral = ledger.foldedForFigures(name) { maker.take(referral, &ledger) }
            }
            return maker
        }
        var maker = begin
        for other in makers { maker.join(other) }
        return maker.columns
    }

    /// Whether they are of the measures that this program knows.
    func check() throws(Unfit) {
        guard source.bytes("edition") == Self.edition else { throw .damaged }
    }

    /// A column with a row for each of so many; `nil` where all of them have none.
    func texts(_ name: String, count: Int) throws(Unfit) -> [UInt32]? {
        guard let numbers = source.numbers(name) else { throw .damaged }
        guard !numbers.isEmpty || count == 0 else { return nil }
        guard numbers.count == count else { throw .damaged }
        return numbers
    }

    /// A column of numbers that are below a bound.
    func numbers(_ name: String, count: Int? = nil, below bound: Int) throws(Unfit) -> [UInt32] {
        guard let numbers = source.numbers(name), count == nil || numbers.count == count,
            numbers.max().map({ Int($0) < bound }) != false
        else { throw .damaged }
        return numbers
    }

    /// A column of whole numbers.
    func words(_ name: String, count: Int? = nil) throws(Unfit) -> [Int64] {
        guard let words = source.words(name), count == nil || words.count == count else {
            throw .damaged
        }
        return words
    }

    /// A column of instants that a log can hold, in milliseconds.
    func instants(_ name: String) throws(Unfit) -> [Int64] {
        let instants = try words(name)
        // The years 0 to 9999.
        let range: ClosedRange<Int64> = -62_167_219_200_000...(Instant.end.milliseconds - 1)
        guard instants.allSatisfy({ range.contains($0) }) else { throw .damaged }
        return instants
    }

    /// Texts by number; 0 is no text.
    func texts(_ name: String) throws(Unfit) -> Texts {
        guard let bytes = source.bytes(name), let ends = source.numbers("ends of \(name)"),
            ends.last.map({ Int($0) == bytes.count }) != false,
            zip(ends, ends.dropFirst()).allSatisfy(<=)
        else { throw .damaged }
        return Texts(bytes: bytes, ends: ends)
    }

    /// Texts that were numbered, one after the other.
    struct Texts: Sendable {
        fileprivate let bytes: [UInt8]
        fileprivate let ends: [UInt32]

        /// How many numbers there are, 0 among them.
        var count: Int { ends.count + 1 }

        /// The bytes of a text.
        func bytes(_ number: UInt32) -> ArraySlice<UInt8> {
            guard number > 0, number < count else { return [] }
            let start = number == 1 ? 0 : Int(ends[Int(number) - 2])
            return bytes[start..<Int(ends[Int(number) - 1])]
        }

        subscript(number: UInt32) -> Verbatim {
            Verbatim(String(decoding: bytes(number), as: UTF8.self))
        }

        /// The numbers of all texts.
        var numbers: [Verbatim: UInt32] {
            var numbers: [Verbatim: UInt32] = [:]
            numbers.reserveCapacity(count)
            for number in 1..<UInt32(count) { numbers[self[number]] = number }
            return numbers
        }
    }

    /// Some money as one text.
    static func text(of money: [Money]) -> Verbatim {
        Verbatim(money.map { "\($0.amount) \($0.currency)" }.joined(separator: " "))
    }

    /// The money that a text says.
    static func money(_ text: Verbatim) -> [Money] {
        let words = text.text.split(separator: " ")
        return stride(from: 0, to: words.count - 1, by: 2).compactMap { index in
            guard let amount = Amount(String(words[index])),
                let currency = CurrencyCode(String(words[index + 1]))
            else { return nil }
            return Money(amount, currency)
        }
    }
}
