internal import ArgumentParser
import EventLog
import Notation
import Rendering

/// `referral head`: what to write down, so that a loss is seen.
struct Head: LedgerCommand {
    static let configuration = CommandConfiguration(
        command: "head",
        abstract: "Print what to write down elsewhere: how many events, and the heads.",
        discussion: """
            One line, fit for a signed tag or the foot of a mail. A head fixes the whole
            history behind it; referral verify --head takes the line, and says what is
            gone and what has been slipped in.

            Examples:
              git tag -s -m "$(referral head)" week-12
              referral verify --head "$(git tag -l --format='%(contents:subject)' week-12)"
            """
    )

    @OptionGroup var options: LedgerOptions

    func run(in invocation: Invocation) throws -> ExitStatus {
        let open = try OpenLedger(options, invocation, reading: .some)
        let heads = open.heads.map(\.description)
        let row = [
            JSONMember("events", .integer(open.count)),
            JSONMember("heads", .array(heads.map { .string($0) })),
        ]
        let line = "\(open.count) \(heads.joined(separator: ","))"
        try open.show(
            Document(
                schema: "referral.head/1",
                members: row,
                columns: ["events", "heads"],
                rows: [row],
                blocks: [.command(line)]
            ),
            invocation
        )
        return .done
    }
}

/// Heads that somebody noted, as `referral head` prints them.
struct NotedHeads {
    /// The hashes.
    let heads: [Digest]
    /// How many events were behind them, where that was noted too.
    let count: Int?

    /// Reads `HASH[,HASH…]`, with or without a number of events before it.
    init(_ typed: String) throws(Failure) {
        let words = typed.split { $0 == " " || $0 == "\n" || $0 == "\t" }.map(String.init)
        let isCounted = words.count == 2
        let hashes = (words.last ?? "").split(separator: ",").map(String.init)
        heads = hashes.compactMap { Digest($0) }
        count = isCounted ? Int(words[0]) : nil
        guard (1...2).contains(words.count), heads.count == hashes.count, !heads.isEmpty,
            !isCounted || count != nil
        else {
            throw Failure(
                .usage,
                "--head cannot be read: give what referral head prints, or hashes with commas "
                    + "between"
            )
        }
    }
}
