import Notation
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
                legal.isEmpty
                    ? "nothing leads on from \(from): look at referral programme"
                    : "\(to) cannot follow \(from): from there it may go to \(Self.list(legal))"
            )
        case .missing(let key, let target):
            let option = "--" + key.split(separator: "_").joined(separator: "-")
            self.init(.refused, "\(target) needs a \(key): add \(option)")
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
                "it is closed as \(outcome) already: look at referral status REF"
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

    private static func unknown(_ what: String, _ name: Verbatim, _ known: [Verbatim]) -> String {
        "no \(what) is called \(name)\(hint(name.text, known.map(\.text))): use one of \(list(known))"
    }

    private static func list(_ names: [Verbatim]) -> String {
        names.map(\.text).joined(separator: ", ")
    }
}
