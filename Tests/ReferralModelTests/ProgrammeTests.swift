import Notation
import Project
import ReferralModel
import SystemPackage
import Testing

@Suite struct ProgrammeTests {
    struct Refused: Sendable, CustomTestStringConvertible {
        let changes: @Sendable () -> [(String, Documents.Value)]
        let problem: String

        var testDescription: String { problem }
    }

    static let refused: [Refused] = [
        Refused(changes: { [("clocks", [:])] }, problem: "a programme has no key \"clocks\""),
        Refused(changes: { [("calendar", [:])] }, problem: "a programme has no key \"calendar\""),
        Refused(changes: { [("routing", [:])] }, problem: "a programme has no key \"routing\""),
        Refused(changes: { [("report", [:])] }, problem: "a programme has no key \"report\""),
        Refused(changes: { [("close", [:])] }, problem: "a programme has no key \"close\""),
        Refused(
            changes: { [("stage", [:])] },
            problem: "\"stage\" (did you mean \"stages\"?)"
        ),
        Refused(changes: { [("currency", "euro")] }, problem: "three capital letters"),
        Refused(changes: { [("version", "0")] }, problem: "a whole number from 1"),
        Refused(changes: { [("subjects", "closed")] }, problem: "subjects may be open"),
        Refused(changes: { [("priorities", ["a", "a"])] }, problem: "stands twice"),
        Refused(changes: { [("private", ["service"])] }, problem: "\"service\" cannot be private"),
        Refused(
            changes: { [("roles", ["ana": "manager"])] },
            problem: "it may be referrer, coordinator"
        ),
        Refused(
            changes: { [("reasons", ["sennt": ["x"]])] },
            problem: "\"sennt\" (did you mean \"sent\"?)"
        ),
        Refused(
            changes: { [("stages", ["asked": ["phase": "new"], "taken": ["phase": "active"]])] },
            problem: "there is no stage or outcome \"sent\""
        ),
        Refused(
            changes: {
                [
                    (
                        "stages",
                        [
                            "a": ["phase": "new"], "b": ["phase": "assigned"],
                            "c": ["phase": "assigned"],
                        ]
                    ),
                    (
                        "transitions",
                        [["from": "any", "to": ["b", "c", "done"], "by": "provider"]]
                    ),
                ]
            },
            problem: "2 stages have phase assigned (b, c); exactly one must"
        ),
        Refused(
            changes: {
                [
                    ("stages", ["a": ["phase": "new"]]),
                    ("transitions", [["from": "any", "to": "done", "by": "provider"]]),
                ]
            },
            problem: "no stage has phase assigned"
        ),
        Refused(
            changes: {
                [
                    (
                        "stages",
                        [
                            "asked": ["phase": "new"], "sent": ["phase": "open"],
                            "taken": ["phase": "active"],
                        ]
                    )
                ]
            },
            problem: "phase of stage \"sent\" cannot be \"open\""
        ),
        Refused(
            changes: {
                [
                    (
                        "transitions",
                        [
                            ["from": "asked", "to": "sent", "by": "coordinator"],
                            ["from": "any", "to": "done", "by": "provider"],
                        ]
                    )
                ]
            },
            problem: "stage \"taken\" cannot be reached"
        ),
        Refused(
            changes: {
                [
                    (
                        "transitions",
                        [
                            ["from": "asked", "to": ["sent", "done"], "by": "coordinator"],
                            ["from": "sent", "to": "taken", "by": "provider"],
                        ]
                    )
                ]
            },
            problem: "has no way to an outcome"
        ),
        Refused(
            changes: {
                [
                    (
                        "transitions",
                        [
                            ["from": ["asked", "done"], "to": "sent", "by": "coordinator"],
                            ["from": "any", "to": ["taken", "done"], "by": "provider"],
                        ]
                    )
                ]
            },
            problem: "nothing leads out of an outcome, and \"done\" is one"
        ),
        Refused(
            changes: { [("transitions", [["from": "any", "to": ["sent", "taken", "done"]]])] },
            problem: "a transition needs \"by\""
        ),
        Refused(
            changes: { [("outcomes", ["done": ["class": "success", "needs": ["raeson"]]])] },
            problem: "\"raeson\" (did you mean \"reason\"?)"
        ),
        Refused(
            changes: {
                [("outcomes", ["done": ["class": "success"], "sent": ["class": "failure"]])]
            },
            problem: "\"sent\" names two things"
        ),
    ]

    @Test(arguments: refused) func `a wrong programme is refused with what is allowed`(
        each: Refused
    ) {
        let node = Documents.programme(each.changes())
        do {
            _ = try Programme(node)
            Issue.record("it was taken")
        } catch {
            #expect(error.problem.contains(each.problem), "\(error.problem)")
            #expect(error.line > 0)
        }
    }

    @Test func `a name that was changed takes over what stands under the old one`() throws {
        let programme = try Programme(Documents.programme())
        #expect(programme.stage("accepted")?.name == "taken")
        #expect(programme.outcome("complete")?.name == "done")
        #expect(programme.transition(from: "accepted", to: "done") != nil)
        #expect(programme.transition(from: "gone", to: "done") != nil)
        #expect(programme.transition(from: "gone", to: "sent") == nil)
    }

    /// One with everything that a programme can have.
    private static func whole() throws -> Programme {
        try Programme(
            Documents.programme([
                ("version", "3"), ("currency", "EUR"), ("subjects", "open"),
                ("priorities", ["low", "high"]), ("private", ["channel", "tags.ward"]),
                ("timezone", "Europe/London"), ("reasons", ["done": ["served", "helped"]]),
                ("roles", ["ana": ["referrer", "coordinator"]]),
                (
                    "stages",
                    [
                        "asked": ["phase": "new", "label": "asked for"],
                        "sent": ["phase": "assigned", "waiting-on": "coordinator"],
                        "taken": [
                            "phase": "active", "effect": "accepted",
                            "formerly": ["accepted", "in"],
                        ],
                    ]
                ),
                (
                    "outcomes",
                    [
                        "done": [
                            "class": "success", "needs": ["feedback"], "tells": "referrer",
                            "label": "all done", "formerly": "complete",
                        ]
                    ]
                ),
            ])
        )
    }

    @Test func `a programme is made of its texts again`() throws {
        let whole = try Self.whole()
        let again = try #require(Programme(texts: whole.texts))
        #expect(String(reflecting: again) == String(reflecting: whole))
        for template in Template.allCases {
            let programme = try ProgrammeFile.read(Array(template.text.utf8))
            let again = try #require(Programme(texts: programme.texts))
            #expect(again.texts == programme.texts)
            #expect("\(again.stages)" == "\(programme.stages)")
            #expect("\(again.outcomes)" == "\(programme.outcomes)")
            #expect("\(again.transitions)" == "\(programme.transitions)")
            #expect(again.reasons == programme.reasons && again.roles == programme.roles)
        }
    }

    @Test func `texts that make no programme are none`() throws {
        let texts = try Self.whole().texts
        for index in texts.indices {
            #expect(Programme(texts: Array(texts[..<index])) == nil, "cut at \(index)")
            guard let number = Int(texts[index]) else { continue }
            for other in [-1, number + 1, .max] where index > 1 {
                var altered = texts
                altered[index] = String(other)
                // The numbers of lines may be any; counts may not.
                let made = Programme(texts: altered)
                #expect(made == nil || made?.texts == altered, "\(number) at \(index): \(other)")
            }
        }
        #expect(Programme(texts: texts + [""]) == nil)
        #expect(
            Programme(texts: ["x", "1", "", "", "0", "0", "0", "0", "0", "0", "0", "UTC", "0"])
                == nil
        )
    }

    /// The pairs of stages that a template allows, read the way the tool reads it.
    static func pairs(_ template: Template) throws -> [String: Set<Role>] {
        let directory = FilePath(
            "/tmp/referral-tests-template-\(template.rawValue)-\(UInt32.random(in: 0 ... .max))"
        )
        try LedgerDirectory.found(in: directory, template: template)
        let programme = try LedgerDirectory(from: directory).programme()
        var pairs: [String: Set<Role>] = [:]
        for stage in programme.stages {
            for target in programme.targets(from: stage.name) {
                let by = programme.transition(from: stage.name, to: target)?.by ?? []
                pairs["\(stage.name) \(target)", default: []].formUnion(by)
            }
        }
        return pairs
    }

    static let initiator: Set<Role> = [.referrer, .coordinator]

    /// The rows of the harmonised table of IHE 360X and HL7 BSeR, as pairs of our stages.
    static let harmonised: [(Set<Role>, [String])] = [
        (initiator, ["requested sent"]),
        (
            [.provider],
            [
                "sent accepted", "sent declined", "accepted declined", "accepted scheduled",
                "accepted interim-report", "accepted report-received", "scheduled declined",
                "scheduled scheduled", "scheduled no-show", "scheduled appointment-cancelled",
                "scheduled interim-report", "scheduled report-received", "no-show declined",
                "no-show scheduled", "no-show appointment-cancelled",
                "appointment-cancelled scheduled", "appointment-cancelled declined",
                "cancel-requested recalled", "cancel-requested report-received",
                "interim-report declined", "interim-report scheduled",
                "interim-report appointment-cancelled", "interim-report interim-report",
                "interim-report report-received",
            ]
        ),
        (
            initiator,
            ["sent", "accepted", "scheduled", "no-show", "appointment-cancelled", "interim-report"]
                .map { $0 + " cancel-requested" }
        ),
    ]

    /// The rows of the Gravity project's task, as pairs of our stages.
    static let gravity: [(Set<Role>, [String])] = [
        (initiator, ["requested sent"]),
        (
            [.provider],
            [
                "sent accepted", "sent declined", "accepted in-progress", "accepted on-hold",
                "in-progress on-hold", "on-hold in-progress",
            ]
                + ["accepted", "in-progress", "on-hold"].flatMap { stage in
                    ["need-met", "need-partly-met", "failed"].map { "\(stage) \($0)" }
                }
        ),
        (
            initiator.union([.provider]),
            ["sent", "accepted", "in-progress", "on-hold"].map { $0 + " recalled" }
        ),
    ]

    @Test func `healthcare is the harmonised table, and nothing beside it`() throws {
        let own = ["unmet", "unreachable", "withdrawn", "deceased", "duplicate", "expired"]
        try hold(
            .healthcare,
            Self.harmonised,
            count: 31,
            own,
            again: ["declined sent", "recalled sent", "expired sent"]
        )
    }

    @Test func `social care is the Gravity task, and nothing beside it`() throws {
        let own = [
            "unmet", "unreachable", "ineligible", "withdrawn", "deceased", "duplicate", "expired",
        ]
        try hold(
            .socialCare,
            Self.gravity,
            count: 20,
            own,
            again: ["declined sent", "failed sent", "recalled sent", "expired sent"]
        )
    }

    private func hold(
        _ template: Template,
        _ table: [(Set<Role>, [String])],
        count: Int,
        _ own: [String],
        again: Set<String>
    ) throws {
        var pairs = try Self.pairs(template)
        #expect(table.map(\.1.count).reduce(0, +) == count)
        for (roles, rows) in table {
            for row in rows { #expect(pairs.removeValue(forKey: row) == roles, "\(row)") }
        }
        let rest = pairs.keys.filter { pair in !own.contains { pair.hasSuffix(" " + $0) } }
        #expect(Set(rest) == again)
    }

    @Test func `general and sales are those of the design`() throws {
        let general = try Self.pairs(.general)
        let legal = general.keys.filter {
            !$0.hasSuffix(" duplicate") && !$0.hasSuffix(" deceased") && !$0.hasSuffix(" cancelled")
        }
        #expect(
            Set(legal)
                == Set(
                    ["submitted", "declined", "recalled", "expired"].flatMap {
                        ["\($0) routed", "\($0) unmet", "\($0) withdrawn"]
                    }
                        + [
                            "routed accepted", "routed declined", "routed recalled",
                            "routed expired",
                            "accepted in-progress", "accepted on-hold", "accepted declined",
                            "accepted recalled",
                            "in-progress on-hold", "in-progress declined", "in-progress recalled",
                            "on-hold accepted", "on-hold in-progress", "on-hold declined",
                            "on-hold recalled",
                        ]
                        + ["accepted", "in-progress", "on-hold"].flatMap { stage in
                            ["completed", "partly-completed", "not-completed", "unreachable"].map {
                                "\(stage) \($0)"
                            }
                        }
                )
        )
        let sales = try Self.pairs(.sales)
        #expect(sales["assigned converted"] == [.provider])
        #expect(sales["lead converted"] == nil)
        #expect(sales["lead lost"] != nil)
        #expect(sales["nurture recalled"] == Self.initiator)
        #expect(sales["engaged declined"] == nil)
    }
}
