import ArgumentParser
import Notation
import Project
import ReferralModel

/// `referral route`: sends a referral to a provider.
struct Route: RecordingCommand, PlainCommand {
    static let configuration = CommandConfiguration(
        command: "route",
        abstract: "Send a referral to a provider.",
        discussion: """
            Example:
              referral route 7k3 --to harbor-housing
            """
    )

    @Argument(
        help: "The referral: its name, or three characters of it or more.",
        completion: Completions.referrals
    )
    var ref: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Who is asked (needed), by the handle in providers.csv.",
            valueName: "provider"
        ),
        completion: Completions.providers
    )
    var to: String?

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    static let places = ["ref"]
    static let keys = ["to"]

    var words: Words {
        get throws {
            var words = try recording.words
            words["ref"] = ref
            words["to"] = to
            return words
        }
    }

    static let readsProviders = true

    static func acknowledgement(_ entry: Entry, _ event: Event?) -> String? {
        guard case .routed(let routed)? = event?.payload, let ref = entry.ref else { return nil }
        return "\(ref) → \(routed.provider)"
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        let referral = try register.referral(words)
        let provider = try words.need("to", "--to PROVIDER")
        guard Handle.isValid(provider.text) else {
            throw Failure(
                .badData,
                "a provider should be a handle of letters, digits, . _ and -"
            )
        }
        if let known = register.repetition(.routed, of: referral, words) { return known }
        let assigned = register.programme.assignedStage.name
        let role = try register.role(words, of: referral, to: assigned)
        let proposal = try Failure.unlessRefused { () throws(Refusal) in
            try Routed.check(provider: provider, referral, in: register.programme, as: role)
        }
        if !register.providers.isEmpty, !register.providers.contains(where: { $0.id == provider }) {
            let hint = Failure.hint(provider.text, register.providers.map(\.id.text))
            register.warn("\(provider) is not in providers.csv\(hint)")
        }
        return try register.record(
            proposal,
            referral,
            words,
            role,
            holding: "\(provider) is being asked already"
        )
    }
}
