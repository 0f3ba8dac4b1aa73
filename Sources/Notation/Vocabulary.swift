/// The cases of an enumeration, by number and by the word that a line has for each.
public struct Vocabulary<Word: RawRepresentable & Sendable>: Sendable
where Word.RawValue == String {
    private let words: [Word]
    private let table: WordTable

    /// Puts the cases in a table, each under its number here.
    public init(_ words: [Word]) {
        self.words = words
        table = WordTable(words.map { $0.rawValue })
    }

    /// The case with a number.
    public subscript(number: Int) -> Word { words[number] }

    /// The number of the case that bytes spell; `nil` where they spell none.
    public func number(of text: Span<UInt8>) -> Int? { table.number(of: text) }
}
