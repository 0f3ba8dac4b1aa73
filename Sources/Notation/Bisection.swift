extension Array {
    /// The index of the one element with a value, of elements in the rising order of it; O(log n).
    ///
    /// - Returns: `nil` where none has it; where several do, the first of them.
    @inlinable
    public func bisect<Value: Comparable>(
        for value: Value,
        by property: (Element) -> Value
    ) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if property(self[middle]) < value { low = middle + 1 } else { high = middle }
        }
        return low < count && property(self[low]) == value ? low : nil
    }
}

extension Array where Element: Comparable {
    /// The same elements in rising order, each once.
    @inlinable
    public func inOrderOnce() -> [Element] {
        var once: [Element] = []
        for element in sorted() where element != once.last { once.append(element) }
        return once
    }
}
