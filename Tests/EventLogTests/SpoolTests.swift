import EventLog
import SystemPackage
import Testing

@Suite struct SpoolTests {
    /// Lines of many lengths, some of them longer than what is held.
    private static func lines(_ count: Int) -> [[UInt8]] {
        (0..<count).map { number in
            let length = number % 997 == 0 ? 1_300_000 : number % 300
            return Array("\(number) \(String(repeating: "x", count: length))\n".utf8)
        }
    }

    @Test func `lines are the same in memory and in a file, and the file has no name`() throws {
        let scratch = try Scratch()
        let spools = [Spool(), Spool(unnamedIn: scratch.root)]
        let lines = Self.lines(12_000)
        for spool in spools {
            let places = lines.map { spool.append($0) }
            #expect(spool.count == lines.count)
            #expect(spool.size == lines.reduce(0) { $0 + $1.count })
            for index in [0, 1, 996, 997, 998, 5000, 11_964, 11_999] {
                #expect(spool.line(at: places[index]) == Array(lines[index].dropLast()))
            }
            #expect(spool.last == Array(lines[11_999].dropLast()))
            var index = 0
            spool.forEachLine { line in
                if line != Array(lines[index].dropLast()) { Issue.record("line \(index)") }
                index += 1
            }
            #expect(index == lines.count)
            #expect(spool.fault == nil)
        }
        #expect(try Directory.names(in: scratch.root) == ["events"])
        spools[1].clear()
        #expect(spools[1].count == 0)
        #expect(spools[1].last == nil)
        spools[1].append(lines[1])
        #expect(spools[1].last == Array(lines[1].dropLast()))
    }

    @Test func `where no file can be made lines stay in memory`() throws {
        let spool = Spool(unnamedIn: "/nowhere/at/all")
        for line in Self.lines(3000) { spool.append(line) }
        #expect(spool.fault == nil)
        #expect(spool.last == Array(Self.lines(3000)[2999].dropLast()))
    }
}
