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
        // What the head of a row has room for.
        #expect(Phase.allCases.count <= 0x40 && OutcomeClass.allCases.count <= 0x40)
        #expect(Effect.allCases.count < 0x10)
    }

    @Test(arguments: 0..<100) func `numbers that rise, leap or fall`(seed: Int) {
        check(RisingNumbers<UInt8>(), seed)
        check(RisingNumbers<UInt16>(), seed)
    }

    private func check<Step>(_ none: RisingNumbers<Step>, _ seed: Int) {
        var random = Seeded(seed: UInt64(seed))
        var numbers: [UInt64] = []
        var rising = none
        for _ in 0..<200 {
            let last = numbers.last ?? 0
            let next =
                switch Int.random(in: 0..<20, using: &random) {
                case 0: UInt64.random(in: 0 ... .max, using: &random)
                case 1: last - min(last, UInt64.random(in: 0...300, using: &random))
                case 2: last &+ UInt64.random(in: 0...1 << 28, using: &random)
                // About where a step does not fit any more.
                case 3: last &+ UInt64(Step.max) &- UInt64.random(in: 0...2, using: &random)
                default: last &+ UInt64.random(in: 0...200, using: &random)
                }
            numbers.append(next)
            rising.append(next)
        }
        #expect(numbers.indices.allSatisfy { rising[$0] == numbers[$0] })
    }

    @Test(arguments: 0..<100) func `numbers of any size, packed`(seed: Int) {
        var random = Seeded(seed: UInt64(seed))
        var numbers: [UInt64] = [0, 0x7F, 0x80, .max]
        for _ in 0..<200 {
            numbers.append(
                UInt64.random(in: 0 ... .max, using: &random)
                    >> UInt64.random(in: 0..<64, using: &random)
            )
        }
        var packed = PackedNumbers()
        for number in numbers { packed.append(number) }
        var position = 0
        for number in numbers { #expect(packed.number(at: &position) == number) }
        #expect(position == packed.end)
        let near = [0, -1, 1, -2, 2].map { Int64($0).folded }
        #expect(near == [0, 1, 2, 3, 4])
        for number in numbers.map({ Int64(bitPattern: $0) }) + [.min, .max] {
            #expect(Int64(unfolding: number.folded) == number)
        }
    }
}
