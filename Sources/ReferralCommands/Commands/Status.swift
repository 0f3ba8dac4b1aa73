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

    @Option(parsing: .unconditional, help: "For this person: a name, an address or P-....")
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
            "Of these groups of a dimension of a report; once for each dimension.",
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
    ) throws -> ExitStatus? {
        guard !line.values.isEmpty else { return nil }
        let named = NamedReferrals(
            words: line.values.map(\.value),
            past: nil,
            names: false,
            settings: line.settings
        )
        return try named.show(invocation)
    }

    func run(in invocation: Invocation) throws -> ExitStatus {
        guard ref.isEmpty else {
            guard !isList else {
                throw Failure(
                    .usage,
                    "a referral that is named is shown as it is: leave out what chooses and sorts"
                )
            }
            let named = NamedReferrals(words: ref, past: past, names: names, settings: options)
            return try named.show(invocation)
        }
        var open = try OpenLedger(options, invocation, past: past, reading: .list)
        let filter = try StatusFilter(self, open)
        invocation.warn(ofStrangers: filter.strangers)
        let all = try choose(filter, in: &open, invocation)
        let setting = open.setting(names: try open.names(names, ofMany: all.count > Self.few))
        let chosen = try arranged(all, filter, in: &open, setting)
        if conflicts {
            let referrals = chosen.compactMap { referral($0, filter, in: &open) }
            let raw = open.raw(of: chosen)
            let list = ConflictList.document(referrals, in: &open.ledger, setting, raw: raw)
            try open.show(list, invocation)
            return .done
        }
        var rest = open
        let list = StatusList.document(setting, isOfUntold: untold) { row in
            for (number, id) in chosen.enumerated() {
                guard let referral = referral(id, filter, in: &rest) else { continue }
                try row(.init(referral, in: &rest.ledger, setting))
                if number % Self.stretch == 0 { rest.ledger.release() }
            }
        }
        try open.show(list, invocation)
        return .done
    }

    /// Whether something is said that only a list has.
    private var isList: Bool {
        let texts = [
            stage, phase, provider, service, referrer, subject, channel, priority, since, until,
            sort, limit,
        ]
        return open || untold || unmet || conflicts || !filters.isEmpty
            || texts.contains { $0 != nil }
    }

    /// More people than these are not looked up one by one.
    private static let few = 100
    /// After so many referrals those that were looked at are let go.
    private static let stretch = 1024

    /// The referrals of a list, in the order of submission; the ledger is open as they need it then.
    private func choose(
        _ filter: StatusFilter,
        in open: inout OpenLedger,
        _ invocation: Invocation
    ) throws -> [ReferralID] {
        let chosen = open.ledger.submissions.filter { referral($0, filter, in: &open) != nil }
        guard !open.isWhole else { return chosen }
        // What is in brief is enough to choose by, and no more.
        guard open.hasLost else {
            open = try OpenLedger(options, invocation.silent, past: past, reading: .some)
            return chosen
        }
        open = try OpenLedger(options, invocation.silent, past: past)
        return open.ledger.submissions.filter { referral($0, filter, in: &open) != nil }
    }

    /// A referral as it stands, if the list takes it in: the log may have changed since it was chosen.
    private func referral(
        _ id: ReferralID,
        _ filter: StatusFilter,
        in open: inout OpenLedger
    ) -> Referral? {
        let found = open.isWhole ? open.ledger.referral(id) : open.ledger.folded(id)
        guard let found else { return nil }
        let referral = past.standing(found, in: open)
        return filter.admits(referral, in: &open.ledger) ? referral : nil
    }

    /// The referrals in the order that is asked for, and no more than that.
    private func arranged(
        _ referrals: [ReferralID],
        _ filter: StatusFilter,
        in open: inout OpenLedger,
        _ setting: Setting
    ) throws -> [ReferralID] {
        var referrals = referrals
        if let sort {
            let key = sort.hasPrefix("-") ? String(sort.dropFirst()) : sort
            guard StatusShape.columns.contains(key) else {
                throw Failure(
                    .usage,
                    "no key is called \(Failure.word(key))\(Failure.hint(key, StatusShape.columns)): use one of "
                        + StatusShape.columns.joined(separator: ", ")
                )
            }
            var keyed: [(value: SortKey, id: ReferralID)] = []
            for id in referrals {
                guard let referral = referral(id, filter, in: &open) else { continue }
                let shape = StatusShape(referral, in: &open.ledger, setting).members
                keyed.append((SortKey(shape.first { $0.key == key }?.value ?? .null), id))
                if keyed.count % Self.stretch == 0 { open.ledger.release() }
            }
            let isReversed = sort.hasPrefix("-")
            let order = keyed.indices.sorted { one, other in
                let (first, second) = (keyed[one].value, keyed[other].value)
                if first == second { return one < other }
                if first == .nothing || second == .nothing { return second == .nothing }
                return isReversed ? second < first : first < second
            }
            referrals = order.map { keyed[$0].id }
        }
        guard let limit else { return referrals }
        guard let count = Int(limit), count >= 0 else {
            throw Failure(.usage, "--limit should be a whole number: give one from 0")
        }
        return Array(referrals.prefix(count))
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
