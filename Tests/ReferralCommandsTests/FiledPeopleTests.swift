import EventLog
import Notation
import ReferralCommands
import SystemPackage
import TestSupport
import Testing

/// People are the same whether they are found in the file, by notes of it, or all read.
@Suite struct FiledPeopleTests {
    /// What is done in an office, and to its file of people behind its back.
    private enum Deed {
        case command([String], input: String = "")
        case edit(@Sendable (String) -> String)
    }

    private static let names = ["Ann", "Eva", "Ida", "Kim", "Zoë", "Ben Hill"]
    private static let addresses = ["a@x.org", "B@x.org", "b@x.org", "0151 22", "c@y.org"]

    private static func deed(_ number: Int, _ random: inout Seeded) -> Deed {
        func any<Value>(_ values: [Value]) -> Value {
            values[Int.random(in: values.indices, using: &random)]
        }
        let (name, address) = (any(names), any(addresses))
        let place = Int.random(in: 0..<12, using: &random)
        // Stands for a referral that was submitted.
        let key = "@\(Int.random(in: 0..<number, using: &random))"
        let submit = ["submit", "--from", "clinic", "--service", "food", "--key", "\(number)"]
        switch Int.random(in: 0..<16, using: &random) {
        case 0, 1, 2: return .command(submit + ["--for", "\(name) <\(address)>", "--need", name])
        case 3: return .command(submit + ["--for", any([address, name])])
        case 4: return .command(submit + ["--for-id", any(["17", "18"]), "--household", "h"])
        case 5:
            // Whom two random pseudonyms name would depend on their order.
            let new = "Set \(number)"
            return .command(["people", "set", address, "--name", new, "--address", any(addresses)])
        case 6: return .command(["note", key, "--text", "called \(name)"])
        case 7: return .command(["people", "list", "--names"])
        case 8: return .command(["forget", address, "--yes", "--reason", "asked"])
        case 9:
            let month = any(["2020-01", "2026-02", "2026-04"])
            // Another clone's line.
            let line =
                "{\"id\":\"P-000000000000000\(place % 8)\",\"name\":\"\(name)\",\"addresses\":[\"\(address)\"],\"ids\":[],\"updated\":\"\(month)-01T00:00:00Z\"}\n"
            return .edit { $0 + line }
        case 10:
            return .edit { $0.replacing("\"Ann\"", with: "\"N\(number)\"", maxReplacements: 1) }
        case 11:
            return .edit { text in
                text.split(separator: "\n").enumerated().filter { $0.offset != place }
                    .map { $0.element + "\n" }.joined()
            }
        case 12, 13:
            let lines = (0..<4).map { line in
                """
                {"key":"\(number)-\(line)","for":"\(any(names)) <\(any(addresses))>","need":"\(line)"}
                """
            }
            return .command(
                ["submit", "--from", any(addresses), "--service", "food", "--stdin"],
                input: lines.joined(separator: "\n")
            )
        default: return .command(["status", key])
        }
    }

    @Test(arguments: 0..<14) func `any office`(seed: Int) throws {
        let offices = [
            try Office(variables: ["REFERRAL_SNAPSHOT": "off"]),
            try Office(variables: ["REFERRAL_SNAPSHOT": "always"]),
        ]
        var random = Seeded(seed: UInt64(seed))
        var done: [[String]] = [[], []]
        var refs: [String] = []
        for number in 10..<40 {
            let deed = Self.deed(number, &random)
            for (index, office) in offices.enumerated() {
                office.at("2026-03-02T09:\(number):00Z")
                switch deed {
                case .command(let words, let input):
                    let words = words.map { word in
                        guard word.hasPrefix("@"), let number = Int(word.dropFirst()), !refs.isEmpty
                        else { return word }
                        return refs[number % refs.count]
                    }
                    let answer = office.run(words, input)
                    let isOne = words[0] == "submit" && input.isEmpty
                    if index == 0, isOne, answer.status == .done {
                        refs.append(answer.output.trimmed)
                    }
                    done[index].append(
                        "\(words) \(answer.status)\n\(Self.masked(answer.output + answer.errors))"
                    )
                case .edit(let edit):
                    let path = office.root.appending("people.jsonl")
                    guard let bytes = try File.bytesIfPresent(at: path) else { continue }
                    let text = edit(String(decoding: bytes, as: UTF8.self))
                    // In place, as an editor or cat does it.
                    try File(path, for: .replacing(mode: 0o600)).write(Array(text.utf8))
                }
            }
        }
        for (office, index) in zip(offices, done.indices) {
            for words in [
                ["people", "list", "--names"], ["verify"], ["report", "--format", "csv"], ["log"],
            ] {
                done[index].append(Self.masked(office.run(words).output))
            }
        }
        for (one, other) in zip(done[0], done[1]) { #expect(one == other) }
    }

    /// An answer without what is drawn at random, and without the order that this brings.
    private static func masked(_ text: String) -> String {
        text.split(separator: "\n").map { line in
            line.replacing(#/[A-Za-z0-9_-]{43}/#, with: "hash")
                .replacing(#/P-[0-9A-Z]{16}/#, with: "P").replacing(#/[0-9A-Z]{26}/#, with: "id")
                .replacing(#/\b[0-9A-HJKMNP-TV-Z]{6}\b/#, with: "id")
                .replacing(#/ +/#, with: " ").lowercased()
        }.sorted().joined(separator: "\n")
    }
}
