import Notation
import ReferralModel
import TestSupport
import Testing

/// What rows are made of.
@Suite struct BriefPartsTests {
    @Test func `every word of a type is found`() {
        func check<Word: CaseIterable & RawRepresentable<String> & Equatable & Sendable>(
            _ vocabulary: Vocabulary<Word>
        ) {
            for word in Word.allCases {
                // What a table compares.
                #expect(word.rawValue.utf8.count <= 16)
                let number = vocabulary.number(of: word.rawValue.utf8Span.span)
                #expect(number.map { vocabulary[$0] } == word)
                let longer = vocabulary.number(of: (word.rawValue + "x").utf8Span.span)
                #expect(longer == nil)
            }
            let none = vocabulary.number(of: "".utf8Span.span)
            #expect(none == nil)
        }
        check(Vocabulary(EventType.allCases))
        check(Vocabulary(Phase.allCases))
        check(Vocabulary(Effect.allCases))
        check(Vocabulary(OutcomeClass.allCases))
        // What the first word of a row has room for.
        #expect(EventType.allCases.count <= 0xFF)
        #expect(Effect.allCases.count < 0xF)
    }

    @Test(arguments: 0..<100) func `numbers that rise, leap or fall`(seed: Int) {
        var random = Seeded(seed: UInt64(seed))
        var numbers: [UInt64] = []
        var rising = RisingNumbers()
        for _ in 0..<200 {
            let last = numbers.last ?? 0
            let next =
                switch Int.random(in: 0..<20, using: &random) {
                case 0: UInt64.random(in: 0 ... .max, using: &random)
                case 1: last - min(last, UInt64.random(in: 0...300, using: &random))
                default: last &+ UInt64.random(in: 0...1 << 28, using: &random)
                }
            numbers.append(next)
            rising.append(next)
        }
        #expect(numbers.indices.allSatisfy { rising[$0] == numbers[$0] })
    }
}
