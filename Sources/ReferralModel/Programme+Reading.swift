import Notation

extension Programme {
    /// The keys that a programme file may have.
    static let keys = [
        "programme", "version", "currency", "subjects", "priorities", "stages", "outcomes",
        "transitions", "reasons", "roles", "private", "timezone",
    ]

    /// The keys of events that a programme may declare private, beside `tags.NAME`.
    static let sealable: Set<Verbatim> = [
        "channel", "source", "campaign", "code", "segment", "incentive", "location", "language",
        "document", "party",
    ]

    /// Reads a programme from its file's pieces; a wrong one is refused whole.
    public init(_ document: ProgrammeNode) throws(ProgrammeFault) {
        let reader = ProgrammeReader()
        let top = try reader.entries(
            document,
            of: "a programme",
            allowed: Self.keys,
            required: ["programme", "stages", "outcomes", "transitions"]
        )
        name =
            try Self.value(top["programme"]) { node throws(ProgrammeFault) in
                try reader.name(node, "the programme's name").text
            } ?? ""
        version =
            try Self.value(top["version"]) { node throws(ProgrammeFault) in
                guard let version = Int(try reader.text(node, "version")), version > 0 else {
                    throw ProgrammeFault("version should be a whole number from 1", line: node.line)
                }
                return version
            } ?? 1
        currency = try Self.value(top["currency"]) { node throws(ProgrammeFault) in
            guard let code = CurrencyCode(try reader.text(node, "currency")) else {
                throw ProgrammeFault(
                    "currency should be three capital letters of ISO 4217, such as EUR",
                    line: node.line
                )
            }
            return code
        }
        subjectsAreOpen =
            try Self.value(top["subjects"]) { node throws(ProgrammeFault) in
                guard try reader.text(node, "subjects") == "open" else {
                    throw ProgrammeFault(
                        "subjects may be open (account numbers in the log), or the key is left out",
                        line: node.line
                    )
                }
                return true
            } ?? false
        priorities =
            try Self.value(top["priorities"]) { node throws(ProgrammeFault) in
                if case .list(let elements) = node.content {
                    try reader.refuseEmpty(elements, "priorities", node)
                }
                return try reader.names(node, "a priority")
            } ?? ["routine", "urgent", "emergency"]
        stages = try Self.stages(top["stages"], reader)
        outcomes = try Self.outcomes(top["outcomes"], reader)
        transitions = try Self.transitions(top["transitions"], reader, stages, outcomes)
        reasons = try Self.reasons(top["reasons"], reader, stages, outcomes)
        roles = try Self.roles(top["roles"], reader)
        privateKeys = try Self.privateKeys(top["private"], reader)
        timezone =
            try Self.value(top["timezone"]) { node throws(ProgrammeFault) in
                try reader.text(node, "timezone")
            } ?? "UTC"
        timezoneLine = top["timezone"]?.line ?? 0
        try checkNames(document)
        try checkWays(document)
        try checkReasons(document)
    }

    private static func value<Value>(
        _ node: ProgrammeNode?,
        _ read: (ProgrammeNode) throws(ProgrammeFault) -> Value
    ) throws(ProgrammeFault) -> Value? {
        guard let node else { return nil }
        return try read(node)
    }

    private static func stages(
        _ node: ProgrammeNode?,
        _ reader: ProgrammeReader
    ) throws(ProgrammeFault) -> [Stage] {
        guard let node else { return [] }
        var stages: [Stage] = []
        for entry in try reader.map(node, "stages") {
            let what = "stage \"\(entry.key)\""
            let keys = try reader.entries(
                entry.value,
                of: what,
                allowed: ["phase", "waiting-on", "effect", "label", "formerly"],
                required: ["phase"]
            )
            let phase: Phase =
                try value(keys["phase"]) { node throws(ProgrammeFault) in
                    try reader.word(
                        node,
                        "phase of \(what)",
                        allowed: [.new, .assigned, .active, .held]
                    )
                } ?? .new
            let effect: Effect? = try value(keys["effect"]) { node throws(ProgrammeFault) in
                try reader.word(node, "effect of \(what)")
            }
            guard phase != .assigned || effect == nil else {
                throw ProgrammeFault(
                    "\(what) is entered by asking a provider, which has no effect yet; "
                        + "leave out effect",
                    line: entry.line
                )
            }
            stages.append(
                Stage(
                    name: try reader.name(entry.key, "stage", line: entry.line),
                    label: try value(keys["label"]) { node throws(ProgrammeFault) in
                        try reader.text(node, "label of \(what)")
                    },
                    phase: phase,
                    waitingOn: try value(keys["waiting-on"]) { node throws(ProgrammeFault) in
                        try reader.word(node, "waiting-on of \(what)")
                    } ?? phase.waitingOn,
                    effect: effect,
                    formerly: try value(keys["formerly"]) { node throws(ProgrammeFault) in
                        try reader.names(node, "former name of \(what)")
                    } ?? []
                )
            )
        }
        return stages
    }

    private static func outcomes(
        _ node: ProgrammeNode?,
        _ reader: ProgrammeReader
    ) throws(ProgrammeFault) -> [Outcome] {
        guard let node else { return [] }
        var outcomes: [Outcome] = []
        for entry in try reader.map(node, "outcomes") {
            let what = "outcome \"\(entry.key)\""
            let keys = try reader.entries(
                entry.value,
                of: what,
                allowed: ["class", "needs", "tells", "label", "formerly"],
                required: ["class"]
            )
            let outcomeClass: OutcomeClass =
                try value(keys["class"]) {
                    node throws(ProgrammeFault) in try reader.word(node, "class of \(what)")
                } ?? .neutral
            let tells: Role? = try value(keys["tells"]) { node throws(ProgrammeFault) in
                try reader.word(node, "tells of \(what)", allowed: [.referrer])
            }
            outcomes.append(
                Outcome(
                    name: try reader.name(entry.key, "outcome", line: entry.line),
                    label: try value(keys["label"]) { node throws(ProgrammeFault) in
                        try reader.text(node, "label of \(what)")
                    },
                    outcomeClass: outcomeClass,
                    needs: try value(keys["needs"]) { node throws(ProgrammeFault) in
                        try reader.needs(node, what, of: Closed.needable(with: outcomeClass))
                    } ?? [],
                    tells: tells != nil,
                    formerly: try value(keys["formerly"]) { node throws(ProgrammeFault) in
                        try reader.names(node, "former name of \(what)")
                    } ?? []
                )
            )
        }
        return outcomes
    }

    private static func transitions(
        _ node: ProgrammeNode?,
        _ reader: ProgrammeReader,
        _ stages: [Stage],
        _ outcomes: [Outcome]
    ) throws(ProgrammeFault) -> [Transition] {
        guard let node else { return [] }
        guard case .list(let elements) = node.content else {
            throw ProgrammeFault("transitions should be a list", line: node.line)
        }
        var transitions: [Transition] = []
        for element in elements {
            let keys = try reader.entries(
                element,
                of: "a transition",
                allowed: ["from", "to", "by", "needs"],
                required: ["from", "to"]
            )
            guard let from = keys["from"], let to = keys["to"] else { continue }
            guard let by = keys["by"] else {
                throw ProgrammeFault(
                    "a transition needs \"by\": whose turn it is, of "
                        + reader.list(Role.allCases.map(\.rawValue)),
                    line: element.line
                )
            }
            let moving = Moved.needable
            let needable = moving + Closed.needable.filter { !moving.contains($0) }
            let needs: [String] =
                try value(keys["needs"]) { node throws(ProgrammeFault) in
                    try reader.needs(node, "a transition", of: needable)
                } ?? []
            let reached = try targets(to, reader, stages, outcomes)
            for target in reached {
                let allowed = keysOf(target, stages, outcomes)
                for need in needs where !allowed.contains(need) {
                    throw ProgrammeFault(
                        "what enters \"\(target)\" cannot have \"\(need)\"; "
                            + (allowed.isEmpty
                                ? "it has no keys to need"
                                : "it may need \(reader.list(allowed))"),
                        line: element.line
                    )
                }
            }
            transitions.append(
                Transition(
                    from: try origin(from, reader, stages, outcomes),
                    to: reached,
                    by: try reader.roles(by, "by of a transition"),
                    needs: needs,
                    line: element.line
                )
            )
        }
        return transitions
    }

    /// The keys that an event can have which enters a stage or an outcome.
    private static func keysOf(
        _ target: Verbatim,
        _ stages: [Stage],
        _ outcomes: [Outcome]
    ) -> [String] {
        guard let stage = stages.first(where: { $0.name == target }) else {
            let outcome = outcomes.first { $0.name == target }
            return outcome.map { Closed.needable(with: $0.outcomeClass) } ?? Closed.needable
        }
        return stage.phase == .assigned ? [] : Moved.needable
    }

    private static func origin(
        _ node: ProgrammeNode,
        _ reader: ProgrammeReader,
        _ stages: [Stage],
        _ outcomes: [Outcome]
    ) throws(ProgrammeFault) -> Transition.Origin {
        let names = try reader.names(node, "from of a transition", atLeastOne: true)
        if names == ["any"] { return .any }
        let known = stages.map(\.name.text)
        for name in names where !known.contains(where: { Verbatim($0) == name }) {
            if outcomes.contains(where: { $0.name == name }) {
                throw ProgrammeFault(
                    "nothing leads out of an outcome, and \"\(name)\" is one",
                    line: node.line
                )
            }
            throw ProgrammeFault(
                "there is no stage \"\(name)\"\(reader.hint(name.text, known)); "
                    + "the stages are \(reader.list(known)), or any by itself",
                line: node.line
            )
        }
        return .stages(names)
    }

    private static func targets(
        _ node: ProgrammeNode,
        _ reader: ProgrammeReader,
        _ stages: [Stage],
        _ outcomes: [Outcome]
    ) throws(ProgrammeFault) -> [Verbatim] {
        let names = try reader.names(node, "to of a transition", atLeastOne: true)
        let known = stages.map(\.name.text) + outcomes.map(\.name.text)
        for name in names where !known.contains(where: { Verbatim($0) == name }) {
            throw ProgrammeFault(
                "there is no stage or outcome \"\(name)\"\(reader.hint(name.text, known)); "
                    + "there are \(reader.list(known))",
                line: node.line
            )
        }
        return names
    }

    private static func reasons(
        _ node: ProgrammeNode?,
        _ reader: ProgrammeReader,
        _ stages: [Stage],
        _ outcomes: [Outcome]
    ) throws(ProgrammeFault) -> [Verbatim: [Verbatim]] {
        guard let node else { return [:] }
        let known = stages.map(\.name.text) + outcomes.map(\.name.text)
        var reasons: [Verbatim: [Verbatim]] = [:]
        for entry in try reader.map(node, "reasons") {
            guard known.contains(where: { Verbatim($0) == Verbatim(entry.key) }) else {
                throw ProgrammeFault(
                    "there is no stage or outcome \"\(entry.key)\""
                        + "\(reader.hint(entry.key, known)) to have reasons; there are "
                        + reader.list(known),
                    line: entry.line
                )
            }
            if case .list(let elements) = entry.value.content {
                try reader.refuseEmpty(elements, "reasons of \"\(entry.key)\"", entry.value)
            }
            reasons[Verbatim(entry.key)] = try reader.names(entry.value, "a reason")
        }
        return reasons
    }

    private static func roles(
        _ node: ProgrammeNode?,
        _ reader: ProgrammeReader
    ) throws(ProgrammeFault) -> [Verbatim: [Role]] {
        guard let node else { return [:] }
        var roles: [Verbatim: [Role]] = [:]
        let entries = try reader.map(node, "roles")
        guard !entries.isEmpty else {
            throw ProgrammeFault(
                "roles is empty; name who may do what, or leave it out",
                line: node.line
            )
        }
        for entry in entries {
            roles[Verbatim(entry.key)] = try reader.roles(entry.value, "role of \(entry.key)")
        }
        return roles
    }

    private static func privateKeys(
        _ node: ProgrammeNode?,
        _ reader: ProgrammeReader
    ) throws(ProgrammeFault) -> [Verbatim] {
        guard let node else { return [] }
        let keys = try reader.texts(node, "a private key").map { Verbatim($0) }
        for key in keys
        where !sealable.contains(key) && (!key.text.hasPrefix("tags.") || key.text.utf8.count == 5)
        {
            let known = sealable.map(\.text).sorted()
            throw ProgrammeFault(
                "\"\(key)\" cannot be private\(reader.hint(key.text, known)); "
                    + "it may be \(reader.list(known)) or tags.NAME",
                line: node.line
            )
        }
        return keys
    }
}
