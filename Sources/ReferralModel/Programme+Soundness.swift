import Notation

extension Programme {
    /// Refuses names that mean two things, and a programme without the stages that all need.
    func checkNames(_ document: ProgrammeNode) throws(ProgrammeFault) {
        // Of two that only look the same, one is a mistake.
        var names: Set<String> = ["any"]
        let lines = Self.lines(document)
        for name in stages.flatMap({ [$0.name] + $0.formerly })
            + outcomes.flatMap({ [$0.name] + $0.formerly })
        {
            guard names.insert(name.text).inserted else {
                throw ProgrammeFault(
                    "\"\(name)\" names two things; stages, outcomes and former names are each "
                        + "of their own, and any means all",
                    line: lines[name] ?? document.line
                )
            }
        }
        let assigned = stages.filter { $0.phase == .assigned }
        guard assigned.count == 1 else {
            throw ProgrammeFault(
                assigned.isEmpty
                    ? "no stage has phase assigned; exactly one must, since routing enters it"
                    : "\(assigned.count) stages have phase assigned "
                        + "(\(assigned.map(\.name.text).joined(separator: ", "))); exactly one must",
                line: assigned.last.flatMap { lines[$0.name] } ?? Self.line("stages", document)
            )
        }
        guard stages.contains(where: { $0.phase == .new }) else {
            throw ProgrammeFault(
                "no stage has phase new; a referral enters the first that has",
                line: Self.line("stages", document)
            )
        }
    }

    /// Refuses a stage that nothing leads to, and one that nothing leads on from to an outcome.
    func checkWays(_ document: ProgrammeNode) throws(ProgrammeFault) {
        let lines = Self.lines(document)
        var ways: [Verbatim: [Verbatim]] = [:]
        for stage in stages { ways[stage.name] = targets(from: stage.name) }
        var reached: Set<Verbatim> = [entryStage.name]
        var open = [entryStage.name]
        while let stage = open.popLast() {
            for target in ways[stage] ?? [] where reached.insert(target).inserted {
                open.append(target)
            }
        }
        for stage in stages where !reached.contains(stage.name) {
            throw ProgrammeFault(
                "stage \"\(stage.name)\" cannot be reached: no chain of transitions leads from "
                    + "\"\(entryStage.name)\" to it",
                line: lines[stage.name] ?? document.line
            )
        }
        for outcome in outcomes where !reached.contains(outcome.name) {
            throw ProgrammeFault(
                "outcome \"\(outcome.name)\" cannot be reached: no transition leads to it",
                line: lines[outcome.name] ?? document.line
            )
        }
        var ends = Set(outcomes.map(\.name))
        var grew = true
        while grew {
            grew = false
            for stage in stages where !ends.contains(stage.name) {
                guard ways[stage.name]?.contains(where: { ends.contains($0) }) == true else {
                    continue
                }
                ends.insert(stage.name)
                grew = true
            }
        }
        for stage in stages where !ends.contains(stage.name) {
            throw ProgrammeFault(
                "stage \"\(stage.name)\" has no way to an outcome; give it a transition that "
                    + "leads on",
                line: lines[stage.name] ?? document.line
            )
        }
    }

    /// Refuses codes of reasons for what neither an update nor a closing enters: nobody is asked for one.
    func checkReasons(_ document: ProgrammeNode) throws(ProgrammeFault) {
        for name in reasons.keys.sorted() {
            let isEntered = transitions.contains { $0.to.contains(name) }
            guard stage(name)?.phase == .assigned || !isEntered else { continue }
            throw ProgrammeFault(
                "\"\(name)\" can have no reasons; only what an update or a closing enters has codes",
                line: Self.line("reasons", document)
            )
        }
    }

    /// The last lines on which stages and outcomes are named, and what they were called formerly.
    private static func lines(_ document: ProgrammeNode) -> [Verbatim: Int] {
        guard case .map(let entries) = document.content else { return [:] }
        var lines: [Verbatim: Int] = [:]
        for entry in entries where entry.key == "stages" || entry.key == "outcomes" {
            guard case .map(let named) = entry.value.content else { continue }
            for name in named {
                lines[Verbatim(name.key)] = name.line
                guard case .map(let keys) = name.value.content else { continue }
                for key in keys where key.key == "formerly" { note(key.value, in: &lines) }
            }
        }
        return lines
    }

    private static func note(_ names: ProgrammeNode, in lines: inout [Verbatim: Int]) {
        switch names.content {
        case .scalar(let name): lines[Verbatim(name)] = names.line
        case .list(let names): for name in names { note(name, in: &lines) }
        case .map: break
        }
    }

    private static func line(_ key: String, _ document: ProgrammeNode) -> Int {
        guard case .map(let entries) = document.content else { return document.line }
        return entries.first { $0.key == key }?.line ?? document.line
    }
}
