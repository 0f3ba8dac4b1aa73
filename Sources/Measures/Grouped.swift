import Notation

/// What is gathered by group; the number of a group is that of its first coming.
struct Grouped<Gathered: Sendable>: Sendable {
    /// The groups by number; `nil` is the group of what has none.
    private(set) var keys: [Verbatim?] = []
    /// What was gathered for each.
    private(set) var gathered: [Gathered] = []
    private var numbers: [Verbatim?: Int] = [:]
    private let empty: Gathered

    /// Begins with no groups.
    ///
    /// - `empty`: What each group begins with.
    init(empty: Gathered) { self.empty = empty }

    /// The number of a group, which gets the next one where it has none.
    mutating func number(of key: Verbatim?) -> Int {
        if let known = numbers[key] { return known }
        numbers[key] = keys.count
        keys.append(key)
        gathered.append(empty)
        return keys.count - 1
    }

    /// What was gathered for the group with a number.
    subscript(number: Int) -> Gathered {
        get { gathered[number] }
        _modify { yield &gathered[number] }
    }
}
