import Notation
import ReferralModel
import Rendering

extension StatusPage {
    /// What may happen next.
    struct Way {
        let json: JSONValue
        let cells: [String]
    }

    static func next(_ referral: Referral, _ programme: Programme) -> [Way] {
        let course = referral.course
        guard course.closing == nil, !referral.isVoid else { return [] }
        return programme.targets(of: course).compactMap { target in
            guard let transition = programme.transition(of: course, to: target) else { return nil }
            let outcome = programme.outcome(target)
            let needs = programme.needs(of: transition, to: target)
            let isRouting = programme.stage(target)?.phase == .assigned
            let command =
                outcome != nil
                ? "referral close \(referral.id) --outcome \(target)"
                : isRouting
                    ? "referral route \(referral.id) --to PROVIDER"
                    : "referral update \(referral.id) \(target)"
            let isAnothers = !programme.roles.isEmpty && !transition.by.contains(.coordinator)
            let part = isAnothers ? transition.by.first.map { " --as \($0.rawValue)" } ?? "" : ""
            return Way(
                json: .object([
                    JSONMember("to", .string(target.text)),
                    JSONMember("kind", .string(outcome == nil ? "stage" : "outcome")),
                    JSONMember("by", .array(transition.by.map { .string($0.rawValue) })),
                    JSONMember("needs", .array(needs.map { .string($0) })),
                ]),
                cells: [
                    target.text, transition.by.map(\.rawValue).joined(separator: ", "),
                    needs.joined(separator: ", "),
                    command + part
                        + needs.map { need in
                            " --" + need.split(separator: "_").joined(separator: "-") + " "
                                + need.uppercased()
                        }.joined(),
                ]
            )
        }
    }
}
