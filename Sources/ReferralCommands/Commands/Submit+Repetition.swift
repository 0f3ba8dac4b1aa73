import Notation
import ReferralModel

extension Submit {
    /// The entry of a case whose key is known: the same case, or another, which is refused.
    static func repeated(
        _ known: Referral,
        _ submission: Submitted,
        _ words: Words,
        _ from: String,
        _ service: Verbatim,
        _ register: inout Register
    ) throws(Failure) -> Entry {
        try refuseOtherKey(words, known, submission)
        // As it was recorded, or as it was corrected to.
        let submissions = [submission] + (known.submission.map { [$0] } ?? [])
        let person = isMeant(among: submissions) { submission in
            register.person { finder in
                guard let id = words["for_id"] else {
                    return finder.means(words["for"] ?? "", submission.subject)
                }
                return finder.isCalled(id, submission.subject)
            }
        }
        let referrer = isMeant(among: submissions) { submission in
            register.person { $0.means(from, submission.referrer) }
        }
        var differing: [String] = []
        if person == false { differing.append("person") }
        if referrer == false { differing.append("referrer") }
        if !submissions.contains(where: { $0.service == service }) {
            differing.append("service (\(service), not \(submission.service))")
        }
        guard differing.isEmpty else {
            throw Failure(
                .badData,
                "the key \(words["key"] ?? "") is of \(known.id), a case with another "
                    + "\(differing.joined(separator: " and ")): give this case another key"
            )
        }
        if person == nil || referrer == nil {
            register.warn(
                "\(known.id): taken for the same person by its key, since their details are not "
                    + "on this machine"
            )
        }
        if known.isVoid {
            register.warn("\(known.id) was entered in error (voided): undo that if it is needed")
        }
        return .known(known.order, known.id, "known by its key")
    }

    /// Refuses a case whose key comes to the same name as another one.
    private static func refuseOtherKey(
        _ words: Words,
        _ known: Referral,
        _ submission: Submitted
    ) throws(Failure) {
        guard submission.key == words.verbatim("key"), submission.system == words.verbatim("system")
        else {
            let other = submission.system.map { "\($0) " } ?? ""
            throw Failure(
                .badData,
                "two keys meet in \(known.id), \(words["key"] ?? "") and \(other)"
                    + "\(submission.key ?? ""): give this case another key"
            )
        }
    }

    /// Whether one of some submissions means what was said; `nil` where none is known to, and of one that
    /// cannot be known.
    private static func isMeant(
        among submissions: [Submitted],
        by means: (Submitted) -> Bool?
    ) -> Bool? {
        let answers = submissions.map(means)
        return answers.contains(true) ? true : answers.contains(nil) ? nil : false
    }
}
