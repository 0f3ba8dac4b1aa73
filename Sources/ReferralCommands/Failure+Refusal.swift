import Notation
import Project
import ReferralModel

extension Failure {
    /// Why the lifecycle forbids it, and what it would allow.
    init(_ refusal: Refusal) {
        switch refusal {
        case .unknownStage(let name, let known):
            self.init(.refused, Self.unknown("stage", name, known))
        case .unknownOutcome(let name, let known):
            self.init(.refused, Self.unknown("outcome", name, known))
        case .unknownPriority(let name, let known):
            self.init(.refused, Self.unknown("priority", name, known))
        case .unknownReason(let name, let target, let known):
            let hint = Self.hint(name.text, known.map(\.text))
            self.init(
                .refused,
                "that is no reason for \(target)\(hint): use one of \(Self.list(known))"
            )
        case .unknownWord(let word, let key, let known):
            self.init(.refused, Self.unknown(key, word, known))
        case .isOutcome(let name):
            self.init(
                .refused,
                "\(name) is an outcome, not a stage: use referral close REF --outcome \(name)"
            )
        case .isStage(let name):
            self.init(
                .refused,
                "\(name) is a stage, not an outcome: use referral update REF \(name)"
            )
        case .isRouting(let name):
            self.init(
                .refused,
                "\(name) is entered by asking a provider: use referral route REF --to PROVIDER"
            )
        case .illegal(let from, let to, let legal):
            self.init(
                .refused,
                "\(to) cannot follow \(from): from there it may go to \(Self.list(legal))"
            )
        case .stageIsGone(let name, let legal):
            let ways = legal.isEmpty ? "" : ", or take it to \(Self.list(legal))"
            self.init(
                .refused,
                "the programme has no stage \(name) any more: add formerly: \(name) to the one that took "
                    + "its place\(ways)"
            )
        case .formerStageIsGone(let name):
            self.init(
                .refused,
                "it was closed from \(name), which the programme does not have any more: leave out "
                    + "--resume, or add formerly: \(name) to the stage that took its place"
            )
        case .missing(let key, let target):
            let article = key.hasPrefix("e") ? "an" : "a"
            let option = "--" + key.split(separator: "_").joined(separator: "-")
            self.init(.refused, "\(target) needs \(article) \(key): add \(option)")
        case .notPermitted(let role, let target, let permitted):
            self.init(
                .notPermitted,
                "a \(role.rawValue) may not take it to \(target): that is for "
                    + permitted.map(\.rawValue).joined(separator: " or ")
                    + ", see --as and the programme's roles"
            )
        case .closed(let outcome):
            self.init(
                .refused,
                "it is closed as \(outcome) already: correct what was said with referral amend, or take "
                    + "it up again with referral reopen"
            )
        case .notClosed:
            self.init(
                .refused,
                "it has no outcome yet, so there is nothing to tell: close it first"
            )
        case .voided:
            self.init(
                .refused,
                "it was entered in error (voided): submit it anew if it is needed"
            )
        case .isOpen:
            self.init(
                .refused,
                "it is open, so there is nothing to take up again: see referral status REF"
            )
        case .notTheirs(let role, let correction):
            let deed =
                switch correction {
                case .voided: "void a referral"
                case .reopened: "reopen a referral"
                default: "take back that a referral was voided or reopened"
                }
            self.init(
                .notPermitted,
                "a \(role.rawValue) may not \(deed): that is for referrer or coordinator, see --as "
                    + "and the programme's roles"
            )
        case .notUndoable(.erased):
            self.init(
                .refused,
                "what is forgotten does not come back: submit the person anew"
            )
        case .notUndoable:
            self.init(
                .refused,
                "the event that founds the ledger cannot be taken back: make another ledger"
            )
        case .onlySubmission:
            self.init(
                .refused,
                "it is the only submission of its referral: use referral void REF --reason R"
            )
        case .builtOn(let later):
            let shown = later.map { String($0.description.suffix(6)) }.joined(separator: " ")
            self.init(
                .refused,
                "others have gone on from there: undo what came after with it, the last first: "
                    + "\(shown)"
            )
        case .notAmendable(let type):
            self.init(
                .refused,
                "what is of type \(type.rawValue) is not corrected: take it back with referral undo and "
                    + "record it anew"
            )
        case .fixedKey(let key):
            self.init(
                .refused,
                "\(key) cannot be corrected: undo the event and record it anew"
            )
        case .unknownKey(let key, let type, let known):
            self.init(
                .usage,
                "no key of \(type.rawValue) is called \(Self.word(key.text))\(Self.hint(key.text, known)): use one "
                    + "of \(known.joined(separator: ", "))"
            )
        case .keeps(let key, let target):
            self.init(.refused, "\(target) needs \(key), which is not removed: give \(key)=VALUE")
        case .needsToo(let key, let target):
            self.init(.refused, "\(target) needs \(key), too: add \(key)=VALUE")
        case .lacks(let key, let type):
            self.init(
                .usage,
                "\(type.rawValue) needs \(key): add \(key)=VALUE, of the kind that "
                    + "referral-ledger(5) says"
            )
        case .otherClass(let name, let outcomeClass, let known):
            self.init(
                .refused,
                "\(name) is no outcome of class \(outcomeClass.rawValue): correct it to one of "
                    + "\(Self.list(known)), or undo the closing and close it anew"
            )
        case .isNoRepetition(let name, known: []):
            self.init(
                .refused,
                "\(name) cannot be the end of a duplicate: give the programme an outcome of class neutral"
            )
        case .isNoRepetition(let name, let known):
            self.init(
                .refused,
                "\(name) cannot be the end of a duplicate: use one of \(Self.list(known))"
            )
        case .takenBack:
            self.init(
                .refused,
                "it was taken back, so there is nothing to correct: see referral status REF"
            )
        case .noConflict(let id):
            self.init(
                .refused,
                "\(id.description.suffix(6)) is in no conflict: see referral status --conflicts"
            )
        case .offScale(let score, let low, let high):
            self.init(
                .badData,
                "the score \(score) is not on a scale from \(low) to \(high): mend one of them"
            )
        case .belowOne(let key):
            self.init(.badData, "\(key) should be a whole number: give one from 1")
        case .wrongSign(let kind):
            self.init(
                .badData,
                "the amount of a \(kind) has the wrong sign: a refund is negative, all else is not"
            )
        }
    }

    /// Runs a check of the model, and passes its refusal on in words.
    static func unlessRefused<Value>(
        _ check: () throws(Refusal) -> Value
    ) throws(Failure) -> Value {
        do throws(Refusal) {
            return try check()
        } catch {
            throw Failure(error)
        }
    }

    /// The nearest of some names, ready to stand behind what was typed.
    static func hint(_ typed: String, _ names: some Sequence<String>) -> String {
        NearestName.of(typed, among: names).map { " (did you mean \($0)?)" } ?? ""
    }

    /// What somebody typed, to be said again; what is no handle may be a name, and is not repeated.
    static func word(_ typed: String) -> String { Handle.isValid(typed) ? typed : "that" }

    private static func unknown(_ what: String, _ name: Verbatim, _ known: [Verbatim]) -> String {
        "no \(what) is called \(word(name.text))\(hint(name.text, known.map(\.text))): use one of \(list(known))"
    }

    private static func list(_ names: [Verbatim]) -> String {
        names.map(\.text).joined(separator: ", ")
    }
}
