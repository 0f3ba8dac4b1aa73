/// Elements by group: one group's after the other's, each in their order.
struct Runs<Element: Sendable>: Sendable {
    private let elements: [Element]
    private let starts: [Int]

    /// - `group`: The number of an element's group, by the place of the element.
    /// - `count`: How many groups there are.
    init(_ elements: [Element], count: Int, by group: (Int) -> Int) {
        var starts = Array(repeating: 0, count: count + 1)
        for place in elements.indices { starts[group(place) + 1] += 1 }
        for index in 1...count { starts[index] += starts[index - 1] }
        var next = starts
        var sorted = elements
        for place in elements.indices {
            let group = group(place)
            sorted[next[group]] = elements[place]
            next[group] += 1
        }
        self.elements = sorted
        self.starts = starts
    }

    subscript(group: Int) -> ArraySlice<Element> { elements[starts[group]..<starts[group + 1]] }
}
