import Measures
import Notation
import ReferralModel
import Rendering

/// What every report says of itself, so that it can be understood, and printed again.
extension Question {
    /// The keys of it in the forms for machines.
    func members(_ heading: SummaryReport.Heading, _ setting: Setting) -> [JSONMember] {
        let programme = setting.programme
        let filters = self.filters.map { filter in
            JSONMember(filter.dimension.text, .array(filter.values.map { .string($0.text) }))
        }
        return [
            JSONMember("ledger", .string(heading.ledger)),
            JSONMember("as_of", .string(asOf.description)),
            JSONMember("heads", .array(heading.heads.map { .string($0.description) })),
            JSONMember(
                "programme",
                .object([
                    JSONMember("name", .string(programme.name)),
                    JSONMember("version", .integer(programme.version)),
                    JSONMember("hash", .string(heading.programmeHash.description)),
                ])
            ),
            JSONMember("timezone", .string(setting.zone.identifier)),
            JSONMember("filters", .object(filters)),
            JSONMember("follow_up", .optional(followUp?.text)),
            JSONMember("since", .optional(window.since?.description)),
            JSONMember("until", .optional(window.until?.description)),
        ]
    }

    /// Which referrals it is about, in lines for people.
    ///
    /// - `immature`: How many are too young for the follow-up.
    func lines(in zone: TimeZoneRules, immature: Int) -> [String] {
        let span =
            switch (window.since, window.until) {
            case (nil, nil): "all submissions"
            case (let since?, nil): "submitted from \(since)"
            case (nil, let until?): "submitted to \(until)"
            case (let since?, let until?): "submitted \(since) to \(until)"
            }
        var lines = ["\(span), as of \(zone.reading(of: asOf)) \(zone.identifier)"]
        lines += filters.map { filter in
            "where \(filter.dimension.text) is "
                + filter.values.map(\.text).joined(separator: " or ")
        }
        switch followUp {
        case nil: break
        case .length(let length):
            lines.append("each followed for \(length): \(immature) younger ones left out")
        case .day(let date): lines.append("each followed to \(date): what is open then fails")
        }
        return lines
    }

    /// The programme and the heads that it is made of, and the command that prints it again, for people.
    ///
    /// - `words`: Options of the command beside those of the question.
    func edition(
        _ heading: SummaryReport.Heading,
        _ setting: Setting,
        beside words: [String] = []
    ) -> [Document.Block] {
        let programme = setting.programme
        let hashes = heading.heads.map { String($0.description.prefix(12)) }
        return [
            .line(
                "programme \(programme.name) version \(programme.version), "
                    + "\(heading.programmeHash.description.prefix(12)); heads "
                    + hashes.joined(separator: ", ")
            ),
            .command(
                "the same again: "
                    + (command(heads: heading.heads) + words).joined(separator: " ")
            ),
        ]
    }
}
