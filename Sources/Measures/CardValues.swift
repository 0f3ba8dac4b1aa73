import Notation
import ReferralModel

/// The values that are told apart on cards, by number: pseudonyms that are linked have one.
struct CardValues: Sendable {
    /// How many numbers there are, 0 among them.
    let count: Int
    /// The numbers of all values; empty where nobody asks for one by its text.
    private var numbers: [Verbatim: UInt32] = [:]
    /// The number that stands for a class of pseudonyms, by the name of the class.
    private var classNumbers: [Verbatim: UInt32] = [:]
    /// The number that stands for each number; empty where nobody is linked.
    private var representatives: [UInt32] = []

    /// - `isNeeded`: Whether values are asked for by their texts.
    init(_ cards: Cards, _ people: PersonClasses, isNeeded: Bool) throws(Cards.Unfit) {
        let linked = people.linked
        guard isNeeded || !linked.isEmpty else {
            count = 0
            return
        }
        let texts = try cards.texts("values")
        count = texts.count
        numbers = texts.numbers
        guard !linked.isEmpty else { return }
        representatives = Array(0..<UInt32(texts.count))
        for person in linked {
            guard let number = numbers[person] else { continue }
            let name = people.representative(of: person)
            let first = classNumbers[name] ?? number
            classNumbers[name] = first
            representatives[Int(number)] = first
        }
    }

    /// The number of a value, of a class by its name.
    func number(of value: Verbatim) -> Int? {
        (classNumbers[value] ?? numbers[value]).map { Int($0) }
    }

    /// The number that counts for a number on a card.
    func number(_ number: UInt32) -> Int {
        Int(Int(number) < representatives.count ? representatives[Int(number)] : number)
    }
}
