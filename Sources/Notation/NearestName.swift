/// The name that somebody probably meant.
public enum NearestName {
    /// The closest of the names by edits, if one is near enough to be worth offering.
    public static func of(_ typed: String, among names: some Sequence<String>) -> String? {
        let limit = max(1, typed.utf8.count / 3)
        var best: (name: String, distance: Int)?
        for name in names {
            let distance = distance(Array(typed.lowercased().utf8), Array(name.lowercased().utf8))
            if distance <= limit, distance < best?.distance ?? Int.max { best = (name, distance) }
        }
        return best?.name
    }

    /// Levenshtein's distance with transpositions; O(n·m).
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var rows = [Array(0...other.count)]
        for (i, a) in one.enumerated() {
            var row = [i + 1]
            for (j, b) in other.enumerated() {
                var cost = min(rows[i][j] + (a == b ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a == other[j - 1], one[i - 1] == b {
                    cost = min(cost, rows[i - 1][j - 1] + 1)
                }
                row.append(cost)
            }
            rows.append(row)
        }
        return rows[one.count][other.count]
    }
}
