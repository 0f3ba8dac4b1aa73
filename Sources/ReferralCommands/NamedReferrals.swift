import Project
import ReferralModel
import Reports

/// What `referral status REF…` shows: one referral in full, several as a table.
struct NamedReferrals<Settings: LedgerSettings> {
    /// The referrals as they were typed.
    let words: [String]
    /// When it is to be looked at from; now where nothing is said.
    let past: PastOptions?
    /// Whether names are shown in forms for machines too.
    let names: Bool
    let settings: Settings

    func show(_ invocation: Invocation) async throws -> ExitStatus {
        var open = try OpenLedger(settings, invocation, past: past, reading: .some)
        let setting = open.setting(names: try open.names(names))
        var chosen: [Referral] = []
        for typed in words {
            guard let referral = open.ledger.referral(try open.find(typed)) else { continue }
            let then = past?.standing(referral, in: open) ?? referral
            guard then.course.submission != nil || past?.asOf == nil else {
                throw Failure(
                    .notFound,
                    "\(referral.id) was not submitted by then: give a later --as-of"
                )
            }
            chosen.append(then)
        }
        guard chosen.count == 1 else {
            try await open.show(StatusList.document(chosen, in: &open.ledger, setting), invocation)
            return .done
        }
        let raw = open.raw(of: [chosen[0].id])
        let page = StatusPage.document(
            chosen[0],
            in: &open.ledger,
            setting,
            asOf: past?.asOf == nil ? nil : open.now,
            raw: raw
        )
        try await open.show(page, invocation)
        return .done
    }
}

extension NamedReferrals<PlainSettings> {
    /// Reads `status REF`, with what every command takes, off a command line.
    ///
    /// This is what scripts ask most, and to prepare the parser takes as long as to answer it.
    ///
    /// - Returns: `nil` for any other command line, which is the parser's.
    init?(plain arguments: [String]) {
        var settings = PlainSettings()
        var words: [String] = []
        var rest = arguments[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("-") else {
                words.append(word)
                continue
            }
            guard let value = rest.popFirst() else { return nil }
            switch word {
            case "-C": settings.directory = value
            case "--now": settings.now = value
            case "--format": settings.format = value
            case "--lock-timeout": settings.lockTimeout = value
            default: return nil
            }
        }
        guard words.count == 2, words[0] == "status" else { return nil }
        self.init(words: [words[1]], past: nil, names: false, settings: settings)
    }
}
