internal import ArgumentParser
import Notation
import Project
import ReferralModel
import Reports
import SystemPackage

/// What a shell offers to complete a word with: the ledger's own names, else fixed words.
///
/// A shell may expand what it is offered, and whoever writes to the ledger chooses its names: only
/// words without a character that means something to a shell are offered, nor a colon, at which zsh
/// ends a word.
enum Completions {
    /// Names of referrals.
    static let referrals = names { words, typed in
        guard let ledger = ledger(words) else { return [] }
        let isBare = !typed.lowercased().hasPrefix("r-")
        let bare = isBare ? typed : String(typed.dropFirst(2))
        guard let canonical = CrockfordBase32.canonical(bare) else { return [] }
        let found = (try? ledger.words(referralsBeginning: "R-" + canonical))?.referrals ?? []
        // As it was typed: without R-, and in small letters, where that is how it begins.
        let isSmall = typed != typed.uppercased()
        return found.map { name in
            let shown = isBare && !typed.isEmpty ? String(name.dropFirst(2)) : name
            return isSmall ? shown.lowercased() : shown
        }
    }

    /// Stages that a referral can be moved to.
    static let stages = programme { $0.stages.filter { $0.phase != .assigned }.map(\.name.text) }

    /// Every stage.
    static let allStages = programme { $0.stages.map(\.name.text) }

    /// Outcomes.
    static let outcomes = programme { $0.outcomes.map(\.name.text) }

    /// Priorities.
    static let priorities = programme { $0.priorities.map(\.text) }

    /// Codes of reasons.
    static let reasons = programme { Set($0.reasons.values.joined().map(\.text)).sorted() }

    /// Providers of the directory.
    static let providers = names { words, _ in
        (try? ledger(words)?.providers())?.map(\.id.text) ?? []
    }

    /// Services: those of providers, and those that somebody was referred for.
    static let services = names { words, _ in
        guard let ledger = ledger(words) else { return [] }
        let offered = ((try? ledger.providers()) ?? []).flatMap(\.services)
        let asked = (try? ledger.words(referralsBeginning: "-"))?.services ?? []
        return Set(offered + asked).sorted()
    }

    /// Forms of output.
    static let formats = CompletionKind.list(
        ["text", "json", "ndjson", "csv", "tsv", "markdown"]
    )

    /// Programmes that come with the tool.
    static let templates = CompletionKind.list(Template.allCases.map(\.rawValue))

    /// Parts that somebody can act in.
    static let roles = CompletionKind.list(Role.allCases.map(\.rawValue))

    /// Phases.
    static let phases = CompletionKind.list(
        ["new", "assigned", "active", "held", "closed"]
    )

    /// Dimensions of a report.
    static let dimensions = CompletionKind.list(
        ReportRequest.dimensions.filter { !$0.contains(":") }
    )

    /// Figures of a report.
    static let metrics = CompletionKind.list(ReportRequest.metrics)

    /// Types of event that `record` takes.
    static let recordable = CompletionKind.list(Record.types.map(\.rawValue))

    /// Types of event.
    static let eventTypes = CompletionKind.list(EventType.allCases.map(\.rawValue))

    /// Kinds of note.
    static let noteKinds = CompletionKind.list(Noted.Kind.allCases.map(\.rawValue))

    /// What became of a contact or an appointment.
    static let noteResults = CompletionKind.list(Noted.Result.allCases.map(\.rawValue))

    /// Who can rate.
    static let raters = CompletionKind.list(Rated.Rater.allCases.map(\.rawValue))

    /// Keys of the machine shape of `status`.
    static let statusKeys = CompletionKind.list(StatusShape.columns)

    /// Directories.
    static let directories = CompletionKind.directory

    /// Forms of a batch.
    static let batchForms = CompletionKind.list(["ndjson", "csv"])

    private static func programme(
        _ names: @escaping @Sendable (Programme) -> [String]
    ) -> CompletionKind {
        Self.names { words, _ in
            guard let programme = try? ledger(words)?.programme() else { return [] }
            return names(programme)
        }
    }

    /// Names that stand in the ledger, as far as a shell takes them as they are.
    private static func names(
        _ find: @escaping @Sendable (_ words: [String], _ typed: String) -> [String]
    ) -> CompletionKind {
        .custom { words, _, typed in find(words, typed).filter(isPlain) }
    }

    private static func isPlain(_ word: String) -> Bool {
        word.first != "-"
            && word.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-_.,+@%/".unicodeScalars.contains(scalar)
            }
    }

    /// The ledger that the command line so far is about.
    private static func ledger(_ words: [String]) -> LedgerDirectory? {
        guard let directory = Machine.workingDirectory else { return nil }
        let invocation = Machine.invocation(in: directory)
        var named = invocation.variable("REFERRAL_DIR")
        if let place = words.firstIndex(of: "-C"), place + 1 < words.count {
            named = words[place + 1]
        }
        return try? LedgerDirectory(from: named.map { invocation.path($0) } ?? directory)
    }
}
