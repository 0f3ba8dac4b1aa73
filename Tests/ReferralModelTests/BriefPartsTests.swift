import Notation
import TestSupport
import Testing

@testable import ReferralModel

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
        check(Brief.types)
        check(Brief.phases)
        check(Brief.effects)
        check(Brief.classes)
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

    @Test func `a first word holds all that it may`() {
        for kind in [Brief.Kind.submitted, .closed, .other] {
            var head = Brief.Head(kind)
            head.precision = 1
            head.one = 0xFF
            head.other = 0xF
            head.flags = 0x7FFF
            let read = Brief.Head(head.word)
            #expect(read.kind == kind)
            #expect((read.precision, read.one, read.other) == (1, 0xFF, 0xF))
            #expect(read.flags == 0x7FFF)
        }
        #expect(Effect.allCases.count < 0xF)
        #expect(Brief.sealable.count <= 8)
    }
}
