internal import ArgumentParser
import Notation
import ReferralModel

/// `referral record`: an event of a type that has no command of its own.
struct Record: RecordingCommand {
    static let configuration = CommandConfiguration(
        command: "record",
        abstract: "Record an event of a type that has no command of its own.",
        discussion: """
            The types: touched, earned, rewarded, enrolled, spent, consented, reminded,
            notified. Their keys are in referral-ledger(5). A person is given as "Name
            <address>" or P-....

            Examples:
              referral record spent campaign=spring amount=250.00 currency=EUR
              referral record earned 7k3 amount=49.00 currency=EUR kind=first
              referral record consented subject=jo@example.org scope=share \\
                granted=true basis=consent
            """
    )

    @Argument(help: "The type of event.", completion: Completions.recordable)
    var type: String?

    @Argument(
        help: ArgumentHelp("The referral, where it is about one; keys.", valueName: "key=value")
    )
    var values: [String] = []

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var options: LedgerOptions

    /// The types that are recorded in this way.
    static let types: [EventType] = [
        .touched, .earned, .rewarded, .enrolled, .spent, .consented, .reminded, .notified,
    ]

    static let keys = ["type"] + Set(types.flatMap(\.keys)).sorted()

    var words: Words {
        get throws {
            var words = try recording.words
            words["type"] = type
            for (index, value) in values.enumerated() {
                if index == 0, !value.contains("=") {
                    words["ref"] = value
                } else {
                    try words.add(change: value)
                }
            }
            // So that a line of a batch may say otherwise.
            try words.takeChangesForValues()
            return words
        }
    }

    static func record(_ words: Words, in register: inout Register) throws(Failure) -> Entry {
        let name = try words.need("type", "the type of event").text
        guard let type = EventType(rawValue: name) else {
            let known = Self.types.map(\.rawValue)
            throw Failure(
                .usage,
                "no event is of type \(Failure.word(name))\(Failure.hint(name, known)): use one of "
                    + known.joined(separator: ", ")
            )
        }
        guard Self.types.contains(type) else {
            throw Failure(
                .usage,
                "\(name) has a command of its own: use referral \(type.command)"
            )
        }
        for key in words.keys where key != "type" {
            guard type.keys.contains(key) || Words.common.contains(key) else {
                throw Failure(Refusal.unknownKey(Verbatim(key), type: type, known: type.keys))
            }
        }
        let isNamed = words["ref"] != nil || words["key"] != nil
        let referral = isNamed ? try register.referral(words) : nil
        guard referral != nil || type.mayBeLedgerWide else {
            throw Failure(
                .usage,
                "which referral is missing: name it; a line of a batch may give its key"
            )
        }
        guard referral == nil || !type.isAlwaysLedgerWide else {
            throw Failure(.usage, "\(name) is about no one referral: leave the referral out")
        }
        if let known = register.repetition(type, of: referral, words) { return known }
        if referral?.isVoid == true { throw Failure(Refusal.voided) }
        return try register.record(type, words, on: referral)
    }
}

extension Register {
    /// Records an event of a type whose keys hold what the words of their names say.
    mutating func record(
        _ type: EventType,
        _ words: Words,
        on referral: Referral?
    ) throws(Failure) -> Entry {
        let role = try role(words)
        var words = words
        if words["amount"] != nil, words["currency"] == nil {
            words["currency"] = programme.currency?.code
        }
        var members: [JSONMember] = []
        for key in type.keys {
            guard let typed = words[key] else { continue }
            members.append(try member(key, typed))
        }
        if let about = members.first(where: { $0.key == "about" })?.value.text.flatMap({ ULID($0) }
        ),
            type == .notified
        {
            let isHere = referral?.events.contains { $0.id == about } ?? true
            guard isHere else {
                throw Failure(.badData, "about is an event of another referral: name that one")
            }
        }
        let given = members
        let payload = try Failure.unlessRefused { () throws(Refusal) in
            try Payload.make(type, of: given)
        }
        if case .notified(let message) = payload, message.status == "bounced",
            referral?.hasSent(message) != true
        {
            warn(
                "no such message was sent, so that none came back: about, recipient, message and via say which"
            )
        }
        return try record(.new(payload), referral, words, role, holding: "")
    }
}

extension EventType {
    /// The command that records events of a type which has one.
    fileprivate var command: String {
        switch self {
        case .ledger: "init"
        case .submitted: "submit"
        case .routed: "route"
        case .moved: "update"
        case .closed: "close"
        case .reopened: "reopen"
        case .noted: "note"
        case .amended: "amend"
        case .voided: "void"
        case .undone: "undo"
        case .acknowledged: "ack"
        case .rated: "rate"
        case .linked: "people link"
        case .erased: "forget"
        case .settled: "settle"
        default: "record \(rawValue)"
        }
    }

    fileprivate var mayBeLedgerWide: Bool {
        isAlwaysLedgerWide || self == .consented || self == .touched
    }

    fileprivate var isAlwaysLedgerWide: Bool { self == .enrolled || self == .spent }
}
