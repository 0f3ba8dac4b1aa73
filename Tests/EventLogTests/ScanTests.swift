import EventLog
import Notation
import SystemPackage
import TestSupport
import Testing

/// What a scan keeps up while lines go by.
@Suite struct ScanTests {
    private static func id(_ number: Int) -> ULID { ULID(value: UInt128(number)) }

    /// Ids in runs of rising stretches, as many as are asked for, of which some overlap.
    private static func runs(
        _ stretches: Int,
        _ random: inout Seeded
    ) -> [[ULID]] {
        var runs: [[ULID]] = [[], []]
        for number in 0..<stretches {
            let start = Int.random(in: 0..<10_000_000, using: &random)
            var next = start
            for _ in 0..<Int.random(in: 1...40, using: &random) {
                next += Int.random(in: 1...10_000_000 / 40, using: &random)
                runs[number % 2].append(id(next))
            }
        }
        return runs
    }

    @Test(arguments: 0..<200) func `an id that stands twice is found`(seed: Int) {
        var random = Seeded(seed: UInt64(seed))
        // More than are merged, and more of them than are worth it, too.
        let stretches = Int.random(in: 0...3 * DoubleIDs.width, using: &random)
        var runs = Self.runs(stretches, &random)
        for _ in 0..<2 {
            let all = runs.joined()
            #expect(DoubleIDs.areAmong(runs) == (Set(all).count < all.count))
            guard let one = all.randomElement(using: &random) else { continue }
            let run = Int.random(in: 0...1, using: &random)
            runs[run].insert(one, at: Int.random(in: 0...runs[run].count, using: &random))
        }
    }

    /// Takes of each line where it stands.
    private struct Places: LineTaker {
        var ids: [ULID] = []
        var places: [LinePlace] = []

        mutating func take(
            _ line: Span<UInt8>,
            _ index: LineIndex,
            _ id: ULID,
            at place: LinePlace
        ) {
            ids.append(id)
            places.append(place)
        }
    }

    @Test func `lines are found again, in more files than are kept open`() throws {
        let scratch = try Scratch()
        let lines = LogTests.chain(100)
        for (number, line) in lines.enumerated() {
            try scratch.write("a.\(10_000 - number).jsonl", line + "\n")
        }
        let scan = try #require(try LogScan(scratch.events, threads: 1) { _ in Places() })
        // They go by in the order of time, whatever the names of the files are.
        #expect(scan.takers[0].ids == scan.takers[0].ids.sorted())
        let places = scan.takers[0].places.map { LinePlace(packed: $0.packed) }
        let finder = scan.finder(in: scratch.events)
        for _ in 0..<3 {
            let found = places.map { finder.line(at: $0) }
            #expect(found == lines.map { Array($0.utf8) })
        }
        File.remove(scratch.events.appending("a.10000.jsonl"))
        #expect(scan.finder(in: scratch.events).line(at: places[0]) == nil)
    }

    /// Lines that name some of those before them, or one that is not there, or one after them.
    @Test(arguments: 0..<200) func `heads and soundness, in any order`(seed: Int) {
        var random = Seeded(seed: UInt64(seed))
        let hashes = (0..<40).map { Digest(of: [UInt8($0)].span) }
        var lines: [(hash: Digest, id: ULID, names: LineFormat.Names)] = []
        var named: Set<Digest> = []
        var isSound = true
        for number in hashes.indices.dropLast() {
            var names: Set<Int> = number == 0 ? [] : [number - 1]
            while Int.random(in: 0..<5, using: &random) == 0 {
                names.insert(Int.random(in: 0...number, using: &random))
            }
            if Int.random(in: 0..<400, using: &random) == 0 { names.insert(39) }
            if names.contains(where: { $0 >= number }) { isSound = false }
            let found = names.sorted().map { hashes[$0] }
            named.formUnion(found)
            lines.append(
                (
                    hashes[number], Self.id(number),
                    number == 0 && found.isEmpty
                        ? .founding : found.count == 1 ? .one(found[0]) : .several(found)
                )
            )
        }
        if seed % 2 == 0 { lines.shuffle(using: &random) }
        let cut = Int.random(in: 0...lines.count, using: &random)
        var links = LinkSet()
        var others = LinkSet()
        for line in lines[..<cut] { links.take(line.hash, line.id, naming: line.names) }
        let first = lines[..<cut].map(\.hash)
        let firstNamed = Set(lines[..<cut].flatMap { $0.names.prev ?? [] })
        #expect(links.heads == first.filter { !firstNamed.contains($0) }.sorted())
        for line in lines[cut...] { others.take(line.hash, line.id, naming: line.names) }
        links.join(others)
        #expect(links.heads == hashes.dropLast().filter { !named.contains($0) }.sorted())
        let founded = lines.count { if case .founding = $0.names { true } else { false } }
        let ids = lines.map(\.id)
        let all = lines.map(\.hash)
        #expect(links.isSound(among: [(ids, all)]) == (isSound && founded == 1))
    }
}
