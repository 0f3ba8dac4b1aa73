import EventLog
import Notation
import ReferralModel
import SystemPackage

/// The people of a file in which single lines are found.
struct FiledPeople: Sendable {
    /// Under what those are found who have one address and one name with somebody else.
    static let double = "double"

    let lines: FiledLines
    private let whole = Shared<PeopleRecords?>(nil)
    private let trouble = Shared<SystemFault?>(nil)

    init(_ lines: FiledLines) { self.lines = lines }

    /// The lines that were not noted: those at which somebody has looked, and those since.
    var recent: (lookedAt: [UInt8], new: [UInt8]) {
        let count = min(max(0, lines.lookedAt - lines.covered), lines.tail.count)
        return (Array(lines.tail[..<count]), Array(lines.tail[count...]))
    }

    /// The people of whom there are lines under some words, as these lines have them; perhaps more.
    func people(under words: [String]) -> PeopleRecords {
        lines.lines(under: words).map { PeopleRecords(lines: $0) } ?? everybody
    }

    /// The people of the whole file.
    var everybody: PeopleRecords {
        if let whole = whole.value { return whole }
        do throws(SystemFault) {
            var people = PeopleRecords()
            people.take(Spool(holding: try lines.readAll()))
            whole.set(people)
            return people
        } catch {
            trouble.set(error)
            return PeopleRecords()
        }
    }

    /// A call that failed while people were looked for.
    var fault: SystemFault? { trouble.value }

    /// Notes the lines of a file for the commands to come.
    static func note(_ bytes: [UInt8], in state: FilePath) {
        let doubles = Set(People(bytes).doubles.flatMap { [$0.0, $0.1] })
        var index = LineIndex()
        FiledLines.note(bytes, in: state) { line in
            let record = PeopleRecord(line.span, &index)
            if case .person(let person)? = record, doubles.contains(person.id) {
                return (record?.words ?? []) + [double]
            }
            return record?.words ?? []
        }
    }
}
