import Notation

/// Makes values of the pieces of a programme file, or says why they are none, line by line.
struct ProgrammeReader {
    /// The entries of a map that may have these keys and no others.
    func entries(
        _ node: ProgrammeNode,
        of what: String,
        allowed: [String],
        required: [String] = []
    ) throws(ProgrammeFault) -> [String: ProgrammeNode] {
        var found: [String: ProgrammeNode] = [:]
        for entry in try map(node, what) {
            guard allowed.contains(entry.key) else {
                throw ProgrammeFault(
                    "\(what) has no key \"\(entry.key)\"\(hint(entry.key, allowed)); "
                        + "it may have \(list(allowed))",
                    line: entry.line
                )
            }
            found[entry.key] = entry.value
        }
        for key in required where found[key] == nil {
            throw ProgrammeFault("\(what) lacks \"\(key)\"", line: node.line)
        }
        return found
    }

    /// The entries of a map with keys of the user's own.
    func map(
        _ node: ProgrammeNode,
        _ what: String
    ) throws(ProgrammeFault) -> [ProgrammeNode.Entry] {
        guard case .map(let entries) = node.content else {
            throw ProgrammeFault("\(what) should be names with values", line: node.line)
        }
        return entries
    }

    func text(_ node: ProgrammeNode, _ what: String) throws(ProgrammeFault) -> String {
        guard case .scalar(let text) = node.content else {
            throw ProgrammeFault("\(what) should be one value", line: node.line)
        }
        guard !text.isEmpty else {
            throw ProgrammeFault("\(what) is empty; give a value, or leave it out", line: node.line)
        }
        return text
    }

    /// One value or a list of values, each once: of two that only look the same one is a mistake.
    func texts(_ node: ProgrammeNode, _ what: String) throws(ProgrammeFault) -> [String] {
        guard case .list(let elements) = node.content else { return [try text(node, what)] }
        var texts: [String] = []
        var met: Set<String> = []
        for element in elements {
            let text = try text(element, what)
            guard met.insert(text).inserted else {
                throw ProgrammeFault("\"\(text)\" stands twice in one list", line: element.line)
            }
            texts.append(text)
        }
        return texts
    }

    /// A name of a stage, an outcome or the like: letters, digits, `-`, `_` and `.`.
    func name(_ node: ProgrammeNode, _ what: String) throws(ProgrammeFault) -> Verbatim {
        try name(try text(node, what), what, line: node.line)
    }

    func name(_ text: String, _ what: String, line: Int) throws(ProgrammeFault) -> Verbatim {
        let isName =
            !text.hasPrefix("-")
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-_.".unicodeScalars.contains(scalar)
                    || scalar.properties.generalCategory == .nonspacingMark
            }
        guard isName, !text.isEmpty else {
            throw ProgrammeFault(
                "\(what) \"\(text)\" should be one word of letters, digits, - _ and .",
                line: line
            )
        }
        return Verbatim(text)
    }

    /// One name or a list of names, each once.
    func names(
        _ node: ProgrammeNode,
        _ what: String,
        atLeastOne: Bool = false
    ) throws(ProgrammeFault) -> [Verbatim] {
        guard case .list(let elements) = node.content else { return [try name(node, what)] }
        if atLeastOne { try refuseEmpty(elements, what, node) }
        for element in elements { _ = try name(element, what) }
        return try texts(node, what).map { Verbatim($0) }
    }

    func word<Word: RawRepresentable & CaseIterable>(
        _ node: ProgrammeNode,
        _ what: String,
        allowed: [Word] = Array(Word.allCases)
    ) throws(ProgrammeFault) -> Word where Word.RawValue == String {
        let text = try text(node, what)
        let words = allowed.map(\.rawValue)
        guard let word = Word(rawValue: text), words.contains(text) else {
            throw ProgrammeFault(
                "\(what) cannot be \"\(text)\"\(hint(text, words)); it may be \(list(words))",
                line: node.line
            )
        }
        return word
    }

    func roles(_ node: ProgrammeNode, _ what: String) throws(ProgrammeFault) -> [Role] {
        guard case .list(let elements) = node.content else { return [try word(node, what)] }
        try refuseEmpty(elements, what, node)
        var roles: [Role] = []
        for element in elements { roles.append(try word(element, what)) }
        _ = try texts(node, what)
        return roles
    }

    /// Keys of those that an event may be asked to have.
    func needs(
        _ node: ProgrammeNode,
        _ what: String,
        of allowed: [String]
    ) throws(ProgrammeFault) -> [String] {
        var needs: [String] = []
        for name in try names(node, what) {
            guard allowed.contains(name.text) else {
                throw ProgrammeFault(
                    "\(what) cannot need \"\(name)\"\(hint(name.text, allowed)); "
                        + "it may need \(list(allowed))",
                    line: node.line
                )
            }
            needs.append(name.text)
        }
        return needs
    }

    /// Refuses a list in which nothing is: it would let nobody do anything.
    func refuseEmpty(
        _ elements: [ProgrammeNode],
        _ what: String,
        _ node: ProgrammeNode
    ) throws(ProgrammeFault) {
        guard !elements.isEmpty else {
            throw ProgrammeFault(
                "\(what) is an empty list; name one",
                line: node.line
            )
        }
    }

    func hint(_ typed: String, _ names: [String]) -> String {
        NearestName.of(typed, among: names).map { " (did you mean \"\($0)\"?)" } ?? ""
    }

    func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
