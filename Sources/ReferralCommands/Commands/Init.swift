import ArgumentParser
import EventLog
import Notation
import Project
import ReferralModel
import Rendering
import SystemPackage

/// `referral init`: makes a ledger that works at once.
struct Init: LedgerCommand {
    static let configuration = CommandConfiguration(
        command: "init",
        abstract: "Make a ledger that works at once.",
        discussion: """
            Makes the directory with referral.yaml, providers.csv, events/ and the files
            that keep git from tracking private ones. Refuses where a ledger is already.

            Example:
              referral init clinic --template healthcare --name "Lakeside clinic"
            """
    )

    @Argument(help: "The directory; made if it is missing (default: this one).")
    var dir = "."

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The programme to begin with: general, sales, healthcare or social-care.",
            valueName: "name"
        ),
        completion: Completions.templates
    )
    var template = "general"

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What the ledger is called (default: the directory).", valueName: "name")
    )
    var name: String?

    @OptionGroup var options: LedgerOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Who answers for the entry.", valueName: "who")
    )
    var actor: String?

    func run(in invocation: Invocation) throws -> ExitStatus {
        let format = try options.outputFormat()
        guard !dir.isEmpty else {
            throw Failure(.usage, "the directory is an empty word: name it, or leave it out")
        }
        guard let template = Template(rawValue: template) else {
            throw ProjectFault.unknownTemplate(
                template,
                known: Template.allCases.map(\.rawValue)
            )
        }
        if let named = try options.namedDirectory(),
            try File.identity(at: invocation.path(named))?.kind != .directory
        {
            throw Failure(.notFound, "\(named) is no directory: check -C and REFERRAL_DIR")
        }
        let base = options.directory.map { invocation.path($0) } ?? invocation.workingDirectory
        let root = base.pushing(FilePath(dir)).lexicallyNormalized()
        let now = try options.instant(invocation, in: .utc, writing: true)
        let writer = try options.writer(invocation)
        let timeout = try options.timeout()
        if let outer = try? LedgerDirectory(from: root.removingLastComponent()), outer.root != root
        {
            invocation.warn(
                "\(outer.root) is a ledger too, and this one lies in it: is that meant?"
            )
        }
        try found(root, template)
        let directory = try LedgerDirectory(from: root)
        let programme = try directory.programme()
        let author =
            if let actor, !actor.isEmpty { actor } else {
                ActorName.current(directory, invocation)
            }
        let isNamed = name?.isEmpty == false
        var called = (isNamed ? name : root.lastComponent?.string) ?? "ledger"
        var founded: [Event] = []
        do {
            try directory.append(
                under: programme,
                now: now,
                writer: writer,
                lockTimeout: timeout
            ) { state in
                var draft = state.draft
                guard draft.isFirst else {
                    // Its events were here before, and say what it is called.
                    called = state.ledger.founding.name.text
                    return .init()
                }
                let event = Self.founding(called, by: author, at: now, in: &draft)
                founded = [event]
                return .init(append: draft)
            }
        } catch {
            throw Failure(error, lockTimeout: timeout)
        }
        let isBelow = !dir.hasPrefix("/")
        let place =
            options.directory.map { dir == "." ? $0 : isBelow ? "\($0)/\(dir)" : dir } ?? dir
        try invocation.saying(done: "the ledger is made") {
            guard format == .text else {
                return try invocation.show(EventList.document(founded), as: format)
            }
            try invocation.say(DisplayWidth.inert("made the ledger \(called) in \(place)"))
        }
        return .done
    }

    /// Adds the event that founds a ledger to a draft.
    private static func founding(
        _ name: String,
        by author: String,
        at now: Instant,
        in draft: inout Draft
    ) -> Event {
        draft.add { id, clock in
            Event(
                id: id,
                ref: nil,
                moment: Moment(now),
                actor: Verbatim(author),
                role: Verbatim(Role.coordinator.rawValue),
                clock: clock,
                payload: .ledger(Founded(name: Verbatim(name)))
            )
        }
    }

    /// Makes the files; completes a ledger in which nothing was ever recorded.
    private func found(_ root: FilePath, _ template: Template) throws {
        do throws(ProjectFault) {
            try LedgerDirectory.found(in: root, template: template)
        } catch {
            switch error {
            case .ledgerExists:
                let log = try LedgerDirectory(from: root).log()
                guard log.entries.isEmpty, log.damage.isEmpty else { throw error }
            case .system(let fault) where fault.isAbsence:
                throw Failure(
                    .cannotCreate,
                    "\(fault.path): \(fault.explanation): make the directory above it, or choose "
                        + "another place"
                )
            case .system(let fault) where fault.isFileInTheWay:
                throw Failure(.cannotCreate, "\(root): a file is in the way: choose another place")
            default: throw error
            }
        }
    }
}
