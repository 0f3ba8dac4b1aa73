import ReferralModel

/// Programme files written as nested values, since YAML is read elsewhere.
enum Documents {
    indirect enum Value: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
        ExpressibleByDictionaryLiteral
    {
        case text(String)
        case list([Value])
        case map([(String, Value)])

        init(stringLiteral text: String) { self = .text(text) }
        init(arrayLiteral elements: Value...) { self = .list(elements) }
        init(dictionaryLiteral elements: (String, Value)...) { self = .map(elements) }
    }

    /// The pieces of a file; each entry of a map stands on a line of its own.
    static func node(_ value: Value) -> ProgrammeNode {
        var line = 0
        return node(value, &line)
    }

    private static func node(_ value: Value, _ line: inout Int) -> ProgrammeNode {
        let start = line
        switch value {
        case .text(let text): return ProgrammeNode(.scalar(text), line: start)
        case .list(let elements):
            var nodes: [ProgrammeNode] = []
            for element in elements { nodes.append(node(element, &line)) }
            return ProgrammeNode(.list(nodes), line: start)
        case .map(let members):
            var entries: [ProgrammeNode.Entry] = []
            for (key, value) in members {
                line += 1
                let at = line
                entries.append(.init(key: key, line: at, value: node(value, &line)))
            }
            return ProgrammeNode(.map(entries), line: start)
        }
    }

    /// A small sound programme, with some of its keys changed.
    static func programme(_ changes: [(String, Value)] = []) -> ProgrammeNode {
        var members: [(String, Value)] = [
            ("programme", "small"),
            (
                "stages",
                [
                    "asked": ["phase": "new"], "sent": ["phase": "assigned"],
                    "taken": ["phase": "active", "formerly": ["accepted"]],
                ]
            ),
            ("outcomes", ["done": ["class": "success", "formerly": ["complete"]]]),
            (
                "transitions",
                [
                    ["from": "asked", "to": "sent", "by": "coordinator"],
                    ["from": "sent", "to": "taken", "by": "provider"],
                    ["from": "any", "to": "done", "by": "provider"],
                ]
            ),
        ]
        for (key, value) in changes {
            members.removeAll { $0.0 == key }
            members.append((key, value))
        }
        return node(.map(members))
    }
}
