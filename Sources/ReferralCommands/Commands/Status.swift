import ArgumentParser
import Notation
import Project
import ReferralModel
import Reports

/// `referral status`: where referrals stand.
struct Status: PlainCommand {
    static let configuration = CommandConfiguration(
        command: "status",
        abstract: "Show where referrals stand: one in full, or many as a table.",
        discussion: """
            Examples:
              referral status 7k3
              referral status --untold
              referral status --open --provider harbor-housing --format csv
              referral status --as-of 2026-03-31 --where channel=fax,phone
            """
    )

    @Argument(
        help: "Referrals, by name; with one, everything about it.",
        completion: Completions.referrals
    )
    var ref: [String] = []

    @Option(parsing: .unconditional, help: "In this stage.", completion: Completions.allStages)
    var stage: String?

    @Option(
        parsing: .unconditional,
        help: "In this phase: new, assigned, active, held, closed.",
        completion: Completions.phases
    )
    var phase: String?

    @Flag(help: "Without an outcome.")
    var open = false

    @Flag(help: "Closed, and the referrer has not been told.")
    var untold = false

    @Flag(help: "Ended without service, or waiting for a provider to be found.")
    var unmet = false

    @Flag(help: "With conflicts that nobody has looked at; void ones too.")
    var conflicts = false

    @Option(
        parsing: .unconditional,
        help: "Sent to this provider, now or last.",
        completion: Completions.providers
    )
    var provider: String?

    @Option(parsing: .unconditional, help: "For this service.", completion: Completions.services)
    var service: String?

    @Option(parsing: .unconditional, help: "From this referrer: a handle, a name or an address.")
    var referrer: String?

    @Option(parsing: .unconditional, help: "For this person: a name, an address or P-….")
    var subject: String?

    @Option(parsing: .unconditional, help: "That came by this channel.")
    var channel: String?

    @Option(parsing: .unconditional, help: "Of this priority.", completion: Completions.priorities)
    var priority: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Submitted since.", valueName: "day"))
    var since: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Submitted until.", valueName: "day"))
    var until: String?

    @Option(
        name: .customLong("where"),
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Of these groups of any dimension of a report, as often as needed.",
            valueName: "key=value"
        )
    )
    var filters: [String] = []

    @Flag(help: "Names and private texts in forms for machines too.")
    var names = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("By a key of the machine shape; -KEY turns it round.", valueName: "key"),
        completion: Completions.statusKeys
    )
    var sort: String?

    @Option(parsing: .unconditional, help: "No more than so many.")
    var limit: String?

    @OptionGroup var past: PastOptions
    @OptionGroup var options: LedgerOptions

    static let places = ["ref"]
    static let named: [String] = []

    static func run(
        _ line: PlainCommandLine,
        in invocation: Invocation
    ) async throws -> ExitStatus? {
        guard !line.values.isEmpty else { return nil }
        let named = NamedReferrals(
            words: line.values.map(\.value),
            past: nil,
            names: false,
            settings: line.settings
        )
        return try await named.show(invocation)
    }

    func run(in invocation: Invocation) async throws -> ExitStatus {
        guard ref.isEmpty else {
            let named = NamedReferrals(words: ref, past: past, names: names, settings: options)
            return try await named.show(invocation)
        }
        var open = try OpenLedger(options, invocation, past: past, reading: .list)
        var chosen = try choose(in: &open, invocation)
        let setting = open.setting(names: try open.names(names))
        try arrange(&chosen, &open.ledger, setting)
        if conflicts {
            let raw = open.raw(of: chosen.map(\.id))
            let list = ConflictList.document(chosen, in: &open.ledger, setting, raw: raw)
            try await open.show(list, invocation)
            return .done
        }
        try await open.show(StatusList.document(chosen, in: &open.ledger, setting), invocation)
        return .done
    }

    /// So many referrals are always read by themselves, and an eighth of them where that is more.
    private static let few = 100

    /// The referrals of a list, in the order of submission; the ledger is open as they need it then.
    private func choose(
        in open: inout OpenLedger,
        _ invocation: Invocation
    ) throws -> [Referral] {
        let filter = try StatusFilter(self, open)
        var chosen: [ReferralID]?
        if !open.isWhole {
            let all = open.ledger.submissions
            let found = all.filter { id in
                open.ledger.folded(id).map {
                    filter.admits(past.standing($0, in: open), in: &open.ledger)
                } ?? false
            }
            let isShort = !open.hasLost && found.count <= max(Self.few, all.count / 8)
            if isShort { chosen = found }
            let need: OpenLedger.Need = isShort ? .some : .all
            open = try OpenLedger(options, invocation.silent, past: past, reading: need)
        }
        let referrals =
            chosen?.compactMap { open.ledger.referral($0) } ?? open.ledger.referrals()
        // What was in brief is judged once more when it is whole: the log may have changed.
        return referrals.map { past.standing($0, in: open) }.filter { referral in
            filter.admits(referral, in: &open.ledger)
        }
    }

    private func arrange(
        _ referrals: inout [Referral],
        _ ledger: inout Ledger,
        _ setting: Setting
    ) throws {
        if let sort {
            let key = sort.hasPrefix("-") ? String(sort.dropFirst()) : sort
            guard StatusShape.columns.contains(key) else {
                throw Failure(
                    .usage,
                    "no key is called \(Failure.word(key))\(Failure.hint(key, StatusShape.columns)): see "
                        + "referral-output(5)"
                )
            }
            var keyed: [(value: SortKey, referral: Referral)] = []
            for referral in referrals {
                let shape = StatusShape(referral, in: &ledger, setting).members
                let value = shape.first { $0.key == key }?.value ?? .null
                keyed.append((SortKey(value), referral))
            }
            let isReversed = sort.hasPrefix("-")
            let order = keyed.indices.sorted { one, other in
                let (first, second) = (keyed[one].value, keyed[other].value)
                if first == second { return one < other }
                if first == .nothing || second == .nothing { return second == .nothing }
                return isReversed ? second < first : first < second
            }
            referrals = order.map { keyed[$0].referral }
        }
        if let limit {
            guard let count = Int(limit), count >= 0 else {
                throw Failure(.usage, "--limit should be a whole number: give one from 0")
            }
            referrals = Array(referrals.prefix(count))
        }
    }
}

/// A value of the machine shape as it is sorted: numbers by size, text by bytes, `null` last.
private enum SortKey: Comparable {
    case number(Double)
    case text(Verbatim)
    case nothing

    init(_ value: JSONValue) {
        switch value {
        case .null: self = .nothing
        case .number(let text): self = .number(Double(text) ?? 0)
        case .string(let text):
            self =
                Amount(text).flatMap { Double($0.description) }
                .map { .number($0) } ?? .text(Verbatim(text))
        default: self = .text(Verbatim(String(decoding: value.bytes, as: UTF8.self)))
        }
    }
}
