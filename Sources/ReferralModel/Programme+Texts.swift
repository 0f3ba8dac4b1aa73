import Notation

/// A checked programme as texts in a row, for a cache: what each says follows from its place alone.
///
/// Where there may be several of a kind, their number stands before them; what is not there is the
/// empty text. When a programme gets another part, or more is checked of one, `textsEdition` changes.
extension Programme {
    /// Which order of texts this is.
    public static let textsEdition: UInt64 = 0x7265_6665_7270_7201

    /// The programme as texts in a row.
    public var texts: [String] {
        var texts = [name, String(version), currency?.code ?? "", subjectsAreOpen ? "open" : ""]
        texts += Self.row(priorities) { [$0.text] }
        texts += Self.row(stages) { stage in
            [stage.name.text, stage.label ?? "", stage.phase.rawValue, stage.waitingOn.rawValue]
                + [stage.effect?.rawValue ?? ""] + Self.row(stage.formerly) { [$0.text] }
        }
        texts += Self.row(outcomes) { outcome in
            [outcome.name.text, outcome.label ?? "", outcome.outcomeClass.rawValue]
                + Self.row(outcome.needs) { [$0] } + [outcome.tells ? "tells" : ""]
                + Self.row(outcome.formerly) { [$0.text] }
        }
        texts += Self.row(transitions) { transition in
            transition.from.texts + Self.row(transition.to) { [$0.text] }
                + Self.row(transition.by) { [$0.rawValue] } + Self.row(transition.needs) { [$0] }
                + [String(transition.line)]
        }
        texts += Self.table(reasons) { $0.text }
        texts += Self.table(roles) { $0.rawValue }
        texts += Self.row(privateKeys) { [$0.text] }
        return texts + [timezone, String(timezoneLine)]
    }

    /// The programme that ``texts`` were made of; `nil` for anything else.
    public init?(texts: [String]) {
        var reader = TextReader(texts: texts[...])
        do throws(TextReader.Mismatch) {
            self.init(
                name: try reader.text(),
                version: try reader.number(),
                currency: CurrencyCode(try reader.text()),
                subjectsAreOpen: try reader.text() == "open",
                priorities: try reader.names(),
                stages: try reader.several { reader throws(TextReader.Mismatch) in
                    Stage(
                        name: try reader.name(),
                        label: try reader.optional(),
                        phase: try reader.word(),
                        waitingOn: try reader.word(),
                        effect: try reader.wordIfAny(),
                        formerly: try reader.names()
                    )
                },
                outcomes: try reader.several { reader throws(TextReader.Mismatch) in
                    Outcome(
                        name: try reader.name(),
                        label: try reader.optional(),
                        outcomeClass: try reader.word(),
                        needs: try reader.names().map(\.text),
                        tells: try reader.text() == "tells",
                        formerly: try reader.names()
                    )
                },
                transitions: try reader.several { reader throws(TextReader.Mismatch) in
                    Transition(
                        from: try reader.origin(),
                        to: try reader.names(),
                        by: try reader.words(),
                        needs: try reader.names().map(\.text),
                        line: try reader.number()
                    )
                },
                reasons: try reader.table { reader throws(TextReader.Mismatch) in
                    try reader.names()
                },
                roles: try reader.table { reader throws(TextReader.Mismatch) in
                    try reader.words()
                },
                privateKeys: try reader.names(),
                timezone: try reader.text(),
                timezoneLine: try reader.number()
            )
        } catch { return nil }
        guard reader.texts.isEmpty, !stages.isEmpty else { return nil }
    }

    fileprivate static func row<Parts: Collection>(
        _ parts: Parts,
        _ texts: (Parts.Element) -> [String]
    ) -> [String] {
        [String(parts.count)] + parts.flatMap(texts)
    }

    private static func table<Value>(
        _ table: [Verbatim: [Value]],
        _ text: (Value) -> String
    ) -> [String] {
        row(table.sorted { $0.key < $1.key }) { key, values in
            [key.text] + row(values) { [text($0)] }
        }
    }
}

extension Transition.Origin {
    fileprivate var texts: [String] {
        switch self {
        case .any: ["any"]
        case .stages(let names): ["stages"] + Programme.row(names) { [$0.text] }
        }
    }
}

/// Takes texts one after the other.
private struct TextReader {
    var texts: ArraySlice<String>

    /// The texts are not what they should be.
    struct Mismatch: Error {}

    mutating func text() throws(Mismatch) -> String {
        guard let text = texts.popFirst() else { throw Mismatch() }
        return text
    }

    mutating func optional() throws(Mismatch) -> String? {
        let text = try text()
        return text.isEmpty ? nil : text
    }

    mutating func number() throws(Mismatch) -> Int {
        guard let number = Int(try text()), number >= 0 else { throw Mismatch() }
        return number
    }

    mutating func name() throws(Mismatch) -> Verbatim { Verbatim(try text()) }

    mutating func word<Word: RawRepresentable<String>>() throws(Mismatch) -> Word {
        guard let word = Word(rawValue: try text()) else { throw Mismatch() }
        return word
    }

    mutating func wordIfAny<Word: RawRepresentable<String>>() throws(Mismatch) -> Word? {
        guard texts.first?.isEmpty == true else { return try word() }
        texts.removeFirst()
        return nil
    }

    mutating func several<Part>(
        _ part: (inout TextReader) throws(Mismatch) -> Part
    ) throws(Mismatch) -> [Part] {
        var parts: [Part] = []
        for _ in 0..<(try number()) { parts.append(try part(&self)) }
        return parts
    }

    mutating func names() throws(Mismatch) -> [Verbatim] {
        try several { reader throws(Mismatch) in try reader.name() }
    }

    mutating func words<Word: RawRepresentable<String>>() throws(Mismatch) -> [Word] {
        try several { reader throws(Mismatch) in try reader.word() }
    }

    mutating func table<Value>(
        _ value: (inout TextReader) throws(Mismatch) -> Value
    ) throws(Mismatch) -> [Verbatim: Value] {
        var table: [Verbatim: Value] = [:]
        for _ in 0..<(try number()) { table[try name()] = try value(&self) }
        return table
    }

    mutating func origin() throws(Mismatch) -> Transition.Origin {
        try text() == "any" ? .any : .stages(try names())
    }
}
