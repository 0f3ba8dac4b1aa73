public import ReferralModel
import Yams

/// The programme as it stands in `referral.yaml`: YAML with raw scalars and their lines.
public enum ProgrammeFile {
    /// Values and names that are read before a file is refused: aliases may repeat what is large.
    private static let maximumPieces = 20_000

    /// Reads a programme; a file that is no YAML is refused with the line where it stops being it.
    public static func read(_ bytes: [UInt8]) throws(ProgrammeFault) -> Programme {
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        guard let text = String(validating: bytes.dropFirst(hasMark ? 3 : 0), as: UTF8.self) else {
            throw ProgrammeFault("not UTF-8", line: lineThatIsNoText(bytes))
        }
        let node: Node?
        do {
            // Nothing is made of the nodes here, and nothing is asked of the environment.
            node = try Yams.compose(yaml: text, .basic, Constructor([:], [:], [:]), .utf8)
        } catch let error as YamlError {
            throw fault(error, in: text)
        } catch {
            throw ProgrammeFault("not YAML", line: 0)
        }
        guard let node else { throw ProgrammeFault("the file is empty", line: 0) }
        var budget = maximumPieces
        return try Programme(try piece(node, &budget))
    }

    private static func piece(
        _ node: Node,
        _ budget: inout Int
    ) throws(ProgrammeFault) -> ProgrammeNode {
        let line = node.mark?.line ?? 0
        budget -= 1
        guard budget > 0 else {
            throw ProgrammeFault(
                "the file is too large: \(maximumPieces) pieces are read",
                line: line
            )
        }
        switch node {
        case .scalar(let scalar): return ProgrammeNode(.scalar(scalar.string), line: line)
        case .sequence(let sequence):
            var elements: [ProgrammeNode] = []
            for element in sequence { elements.append(try piece(element, &budget)) }
            return ProgrammeNode(.list(elements), line: line)
        case .mapping(let mapping):
            var entries: [ProgrammeNode.Entry] = []
            for (key, value) in mapping {
                guard case .scalar(let name) = key else {
                    throw ProgrammeFault("a name should be one word", line: key.mark?.line ?? line)
                }
                entries.append(
                    .init(
                        key: name.string,
                        line: key.mark?.line ?? line,
                        value: try piece(value, &budget)
                    )
                )
            }
            return ProgrammeNode(.map(entries), line: line)
        // Yams has put in its place what it stands for.
        case .alias: throw ProgrammeFault("not YAML", line: line)
        }
    }

    /// The first line, from 1, with bytes that are no text.
    private static func lineThatIsNoText(_ bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let first = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
        return first.map { $0 + 1 } ?? 0
    }

    private static func fault(_ error: YamlError, in text: String) -> ProgrammeFault {
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            if isIndentedByTab(text, line: mark.line) {
                return ProgrammeFault("a tab stands where blanks should", line: mark.line)
            }
            guard !problem.contains("nesting level") else {
                return ProgrammeFault("values stand too deep in each other", line: mark.line)
            }
            let before = context.map { context in
                let isElsewhere = context.mark.line != mark.line
                return context.text + (isElsewhere ? " from line \(context.mark.line)" : "") + ", "
            }
            return ProgrammeFault("not YAML: \(before ?? "")\(problem)", line: mark.line)
        case .duplicatedKeysInMapping(let keys, let context):
            return ProgrammeFault(
                "the same name stands twice: \(keys.joined(separator: ", "))",
                line: context.mark.line
            )
        case .reader(let problem, let offset, _, _):
            // The offset counts what people take for characters; CR LF is one.
            let line = offset.map { text.prefix($0).utf8.count { $0 == 0x0A } + 1 }
            return ProgrammeFault("not YAML: \(problem)", line: line ?? 0)
        default: return ProgrammeFault("not YAML", line: 0)
        }
    }

    /// Whether a line, counted from 1, begins with a tab after blanks or none.
    private static func isIndentedByTab(_ text: String, line: Int) -> Bool {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.indices.contains(line - 1) else { return false }
        return lines[line - 1].prefix { $0 == " " || $0 == "\t" }.contains("\t")
    }
}
