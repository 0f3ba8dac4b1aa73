/// The name of a segment, `WRITER.0001.jsonl`.
struct SegmentName: Comparable {
    /// The highest number that is read.
    private static let last = 999_999_999

    let writer: String
    let number: Int

    /// Reads a name; `nil` for a file that is no segment of a writer.
    init?(_ name: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2] == "jsonl", parts[1].utf8.count >= 4,
            let number = Int(parts[1]), (1...Self.last).contains(number)
        else { return nil }
        self.init(writer: String(parts[0]), number: number)
    }

    init(writer: String, number: Int) {
        self.writer = writer
        self.number = number
    }

    var text: String {
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
        return "\(writer).\(zeros)\(digits).jsonl"
    }

    /// The name of the writer's next; `nil` after the last.
    var next: SegmentName? {
        number < Self.last ? SegmentName(writer: writer, number: number + 1) : nil
    }

    static func < (one: SegmentName, other: SegmentName) -> Bool {
        (one.writer, one.number) < (other.writer, other.number)
    }
}
