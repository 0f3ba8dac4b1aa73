import Notation

/// The cases of an enumeration, by number and by the word that a line has for each.
struct Vocabulary<Word: RawRepresentable & Sendable>: Sendable where Word.RawValue == String {
    private let words: [Word]
    private let table: WordTable

    init(_ words: [Word]) {
        self.words = words
        table = WordTable(words.map(\.rawValue))
    }

    subscript(number: Int) -> Word { words[number] }

    /// The number of the case that bytes spell; `nil` where they spell none.
    func number(of text: Span<UInt8>) -> Int? { table.number(of: text) }
}
